import { signInWords } from './sign-in-words';

it.each(['INVALID_CREDENTIALS', 'RATE_LIMIT_REACHED', 'INVALID_SIGN_UP', 'UNREACHABLE', 'ANY_OTHER'])(
  'no word for %s is parted at the end of a line',
  (code) => expect(signInWords(code)).not.toMatch(/\w-\w/),
);
