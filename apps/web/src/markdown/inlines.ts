import { webAddress } from '@/cells/web-address';

export type Mark = 'strong' | 'em' | 'strike' | 'code';

/** A run of text with what it is marked as; `href` where it is a link that may be opened. */
export interface Inline {
  text: string;
  marks: readonly Mark[];
  href?: string;
}

const MARK_OF: Readonly<Record<string, Mark>> = {
  '**': 'strong',
  __: 'strong',
  '*': 'em',
  _: 'em',
  '~~': 'strike',
};

// Each part is bounded, so that no text makes the scan go over it again and again.
const TOKEN =
  /\\([!-/:-@[-`{-~])|`([^`\n]{1,1000})`|\[([^\]\n]{1,200})\]\(([^)\s]{1,2000})\)|<(https?:\/\/[^>\s]{1,2000})>|(\*\*|__|~~|\*|_)/g;

interface Piece extends Inline {
  /** A mark's delimiter that may open or close; the text itself where it does neither. */
  delimiter?: string;
  opens?: boolean;
  closes?: boolean;
}

function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > end) found.push({ text: line.slice(end, match.index), marks: [] });
    end = match.index + match[0].length;
    const [whole, escaped, code, label, address, bare, delimiter] = match;
    if (escaped !== undefined) found.push({ text: escaped, marks: [] });
    else if (code !== undefined) found.push({ text: code, marks: ['code'] });
    else if (delimiter !== undefined) {
      const before = line[match.index - 1] ?? ' ';
      const after = line[end] ?? ' ';
      // An underscore within a word is a part of it.
      const inWord = delimiter.startsWith('_') && /\w/.test(before) && /\w/.test(after);
      const opens = !inWord && /\S/.test(after);
      found.push({ text: whole, marks: [], delimiter, opens, closes: !inWord && /\S/.test(before) });
    } else {
      const href = webAddress(address ?? bare ?? '');
      found.push({ text: label ?? bare ?? '', marks: [], ...(href === '' ? {} : { href }) });
    }
  }
  if (end < line.length) found.push({ text: line.slice(end), marks: [] });
  return found;
}

/** Which delimiters form pairs: an opening one and the next that closes it, by position. */
function pairs(found: readonly Piece[]): Set<number> {
  const paired = new Set<number>();
  let open: { at: number; delimiter: string }[] = [];
  for (const [at, { delimiter, opens, closes }] of found.entries()) {
    if (delimiter === undefined) continue;
    const from = open.findLastIndex((one) => one.delimiter === delimiter);
    // Nothing stands between two that follow each other.
    if (closes && from >= 0 && (open[from]?.at ?? at) < at - 1) {
      paired.add(at).add(open[from]?.at ?? at);
      open = open.slice(0, from);
    } else if (opens && from < 0) open.push({ at, delimiter });
  }
  return paired;
}

/** The runs of one line of Markdown. What is no pair, and a link that is no web address, stands as its text. */
export function inlines(line: string): Inline[] {
  const found = pieces(line);
  const paired = pairs(found);
  const runs: Inline[] = [];
  const marks: Mark[] = [];
  for (const [at, { text, marks: own, href, delimiter }] of found.entries()) {
    const mark = delimiter !== undefined && paired.has(at) ? MARK_OF[delimiter] : undefined;
    if (mark === undefined) {
      runs.push({ text, marks: [...marks, ...own], ...(href === undefined ? {} : { href }) });
    } else if (marks.includes(mark)) marks.splice(marks.lastIndexOf(mark), 1);
    else marks.push(mark);
  }
  return runs;
}
