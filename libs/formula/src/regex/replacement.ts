/** A piece of a replacement: text as it is, or what stands in the match: a group (0 the whole), what is before or after it. */
export type Piece = { text: string } | { group: number } | { around: 'before' | 'after' };

const REFERENCE = /\$(?:([$&`'])|(\d\d?))/g;
const NAMED_REFERENCE = /\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g;

/**
 * The pieces of a replacement, by the rules of JavaScript's `replace`: `$$` a dollar sign, `$&` the match, `` $` `` and
 * `$'` the text before and after it, `$1` … `$99` a group (two digits only where there is such a group), `$<name>` a
 * named group, empty for an unknown name. Any other `$` stands for itself, also a number without a group.
 */
export function parseReplacement(
  replacement: string,
  groups: number,
  names: Readonly<Record<string, number>>,
): readonly Piece[] {
  const pieces: Piece[] = [];
  const reference = Object.keys(names).length > 0 ? NAMED_REFERENCE : REFERENCE;
  let from = 0;
  const put = (piece: Piece | undefined, start: number, end: number): void => {
    if (start > from) pieces.push({ text: replacement.slice(from, start) });
    if (piece) pieces.push(piece);
    from = end;
  };
  for (const found of replacement.matchAll(reference)) {
    const start = found.index;
    const end = start + found[0].length;
    const [, sign, digits, name] = found;
    if (sign === '$') put({ text: '$' }, start, end);
    else if (sign === '&') put({ group: 0 }, start, end);
    else if (sign !== undefined) put({ around: sign === '`' ? 'before' : 'after' }, start, end);
    else if (digits !== undefined) {
      const both = Number(digits);
      const one = Number(digits[0]);
      if (both >= 1 && both <= groups) put({ group: both }, start, end);
      else if (digits.length === 2 && one >= 1 && one <= groups) put({ group: one }, start, end - 1);
    } else {
      const group = Object.hasOwn(names, name as string) ? names[name as string] : undefined;
      put(group === undefined ? undefined : { group }, start, end);
    }
  }
  put(undefined, replacement.length, replacement.length);
  return pieces;
}
