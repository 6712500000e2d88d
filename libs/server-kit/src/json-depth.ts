/** Lists and objects inside each other that JSON from outside may have: what walks it by calling itself ends well before its stack. */
export const MAX_JSON_DEPTH = 100;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** Whether brackets outside texts nest deeper than `most`, told without parsing. In UTF-8 none of these bytes is a part of another character. */
export function isDeeper(json: Uint8Array, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number;
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (OPEN.has(byte) && ++depth > most) return true;
    else if (CLOSE.has(byte)) depth--;
  }
  return false;
}
