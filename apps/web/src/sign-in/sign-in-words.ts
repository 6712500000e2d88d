/** In a narrow card: a word with a hyphen would be parted there. */
const WORDS: Record<string, string> = {
  INVALID_CREDENTIALS: 'That address and password do not match an account. Check both and try again.',
  RATE_LIMIT_REACHED: 'Too many attempts from here. Wait a minute, then try again.',
  // The form has checked name, address and password by then; auth says no more, so that nobody learns who has an account.
  INVALID_SIGN_UP:
    'That account could not be created with this address. Check it. Have you signed up before?',
  UNREACHABLE: 'We could not reach the server. Your text is still here: try again in a moment.',
};

/** What to tell a person about a refused attempt, by error type. */
export function signInWords(code: string): string {
  return WORDS[code] ?? 'Something went wrong on our side. Your text is still here: try again in a moment.';
}
