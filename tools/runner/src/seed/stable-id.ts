import { createHash } from 'node:crypto';
import { ID_PREFIXES, type IdKind } from '@pyairtable/kernel';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id of the kind that always comes out the same for the same words: sample data keeps its ids over re-imports. */
export function stableId(kind: IdKind, ...words: readonly (string | number)[]): string {
  let number = BigInt(
    `0x${createHash('sha256')
      .update(JSON.stringify([kind, ...words]))
      .digest('hex')}`,
  );
  let text: string = ID_PREFIXES[kind];
  while (text.length < 17) {
    text += ALPHABET[Number(number % 62n)];
    number /= 62n;
  }
  return text;
}
