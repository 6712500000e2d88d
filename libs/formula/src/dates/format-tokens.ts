/** A piece of a Moment format: text to copy, or a token to fill. */
export interface FormatPiece {
  text: string;
  token: boolean;
}

const LONG = /(\[[^[]*\])|(\\)?(LTS|LT|LL?L?L?|l{1,4})/g;
const TOKENS =
  /(\[[^[]*\])|(\\)?([Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY|YY|y{1,4}|gg(?:ggg?)?|GG(?:GGG?)?|[eEaA]|hh?|HH?|kk?|mm?|ss?|S{1,9}|[xX]|zz?|ZZ?|Y|[\s\S])/g;
const FILLED =
  /^(?:[Hh]mm(?:ss)?|Mo|M+|Do|DDDo|D+|d+|do|[wW][owW]?|Qo?|N+|Y+|y+|g{2}|g{4,5}|G{2}|G{4,5}|[eEaA]|[hHkms]{1,2}|S+|[xX]|z+|Z+)$/;
/** Longest format expanded. */
const EXPANDED = 2_000;

/** Replaces LT, L, LL … by the locale's own formats, which may hold such tokens again. */
export function expandLong(format: string, long: Readonly<Record<string, string>>): string {
  let expanded = format;
  for (let turn = 0; turn < 6 && expanded.length <= EXPANDED; turn++) {
    const next = expanded.replace(
      LONG,
      (whole, literal: string | undefined, escape: string | undefined, token: string) =>
        literal !== undefined || escape !== undefined ? whole : (long[token] ?? token),
    );
    if (next === expanded) break;
    expanded = next;
  }
  return expanded;
}

/** Splits an expanded format; text in brackets and escaped characters are copied. */
export function formatPieces(format: string): FormatPiece[] {
  return [...format.matchAll(TOKENS)].map(([whole, literal, escape]): FormatPiece => {
    if (literal !== undefined) return { text: literal.slice(1, -1), token: false };
    if (escape !== undefined) return { text: whole.slice(1), token: false };
    return { text: whole, token: FILLED.test(whole) };
  });
}
