/** Airtable-shaped ids: three letters and fourteen base-62 characters, seventeen in all. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const ID_PREFIXES = {
  workspace: 'wsp',
  base: 'app',
  table: 'tbl',
  field: 'fld',
  record: 'rec',
  view: 'viw',
  choice: 'sel',
  attachment: 'att',
  comment: 'com',
  webhook: 'ach',
  user: 'usr',
  token: 'pat',
  session: 'ses',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Asked for by the page: asking costs more than the bytes do. */
const random = new Uint8Array(4_096);
let drawn = random.length;

function randomByte(): number {
  if (drawn === random.length) {
    crypto.getRandomValues(random);
    drawn = 0;
  }
  return random[drawn++] as number;
}

/** Characters of a record's id that say when it was made, and the milliseconds after which they are others. They begin anew in 2088, which nothing minds. */
const TIME_DIGITS = 5;
const TIME_STEP_MS = 4_096;

function timeDigits(): string {
  let text = '';
  for (
    let left = Math.floor(Date.now() / TIME_STEP_MS);
    text.length < TIME_DIGITS;
    left = Math.floor(left / 62)
  )
    text = `${ALPHABET[left % 62]}${text}`;
  return text;
}

/**
 * Mints a fresh id of the kind; uniform over the alphabet, from the platform's secure random source. Those of records begin
 * with their time, so that records made together stand together in every index of ids.
 */
export function newId(kind: IdKind): string {
  let text: string = ID_PREFIXES[kind];
  if (kind === 'record') text += timeDigits();
  while (text.length < 17) {
    const byte = randomByte();
    // 248 is the largest multiple of 62 below 256: bytes above it would favour the first characters.
    if (byte < 248) text += ALPHABET[byte % 62];
  }
  return text;
}

const SHAPES = Object.fromEntries(
  Object.entries(ID_PREFIXES).map(([kind, prefix]) => [kind, new RegExp(`^${prefix}[0-9A-Za-z]{14}$`)]),
) as Record<IdKind, RegExp>;

/** True when the text has the exact shape of an id of the kind; says nothing about existence. */
export function isId(kind: IdKind, text: unknown): text is string {
  return typeof text === 'string' && SHAPES[kind].test(text);
}
