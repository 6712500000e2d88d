/** Shortest and longest password that auth takes, in characters. */
export const PASSWORD_LENGTH = { min: 8, max: 256 } as const;

export interface PasswordRule {
  text: string;
  met: boolean;
}

/** The rules as a person reads them, each with whether the typed password meets it. auth decides in the end. */
export function passwordRules(password: string, email: string): PasswordRule[] {
  const length = [...password].length;
  const local = email.split('@')[0]?.toLowerCase() ?? '';
  return [
    {
      text: `At least ${String(PASSWORD_LENGTH.min)} characters`,
      met: length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max,
    },
    {
      text: 'Not your e-mail address',
      met: length > 0 && (local.length < 3 || !password.toLowerCase().includes(local)),
    },
  ];
}
