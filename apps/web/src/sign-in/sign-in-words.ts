const WORDS: Record<string, string> = {
  INVALID_CREDENTIALS: 'That e-mail and password do not match an account. Check both and try again.',
  RATE_LIMIT_REACHED: 'Too many attempts from here. Wait a minute, then try again.',
  INVALID_SIGN_UP:
    'That account could not be created. Check the e-mail address and choose a longer password.',
  UNREACHABLE: 'We could not reach the server. Your text is still here: try again in a moment.',
};

/** What to tell a person about a refused attempt, by error type. */
export function signInWords(code: string): string {
  return WORDS[code] ?? 'Something went wrong on our side. Your text is still here: try again in a moment.';
}
