/** Lists and objects inside each other that JSON from outside may have: what walks it by calling itself ends well before its stack. */
export const MAX_JSON_DEPTH = 100;

/** Values that it may have, above those of an op on 1,000 records in 500 fields: a parser makes many small ones in a hundred times the time of a few long ones. */
export const MAX_JSON_VALUES = 520_000;

/** What a byte outside of texts is; in UTF-8 none of these is a part of another character. */
const [OTHER, QUOTE, OPEN, CLOSE, COMMA] = [0, 1, 2, 3, 4];
const BACKSLASH = 0x5c;
const KINDS = new Uint8Array(256).fill(OTHER);
KINDS[0x22] = QUOTE;
for (const bracket of [0x5b, 0x7b]) KINDS[bracket] = OPEN;
for (const bracket of [0x5d, 0x7d]) KINDS[bracket] = CLOSE;
KINDS[0x2c] = COMMA;

/** Why JSON is not worth to be parsed, told without parsing it: it nests deeper than MAX_JSON_DEPTH, or has more values than `values`. */
export function whyUnread(json: Uint8Array, values: number): 'too deep' | 'too many values' | null {
  let depth = 0;
  let begun = 0;
  for (let at = 0; at < json.length; at++) {
    const kind = KINDS[json[at] as number];
    if (kind === OTHER) continue;
    if (kind === QUOTE) at = endOfText(json, at);
    else if (kind === CLOSE) depth--;
    else if (kind === OPEN && ++depth > MAX_JSON_DEPTH) return 'too deep';
    else if (++begun > values) return 'too many values';
  }
  return null;
}

function endOfText(json: Uint8Array, quote: number): number {
  let at = quote + 1;
  while (at < json.length && KINDS[json[at] as number] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
