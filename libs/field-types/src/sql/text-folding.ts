import data from './text-folding.generated.json' with { type: 'json' };

interface FoldingData {
  /** First and last code points of marks and invisible characters. */
  ignored: [from: number, to: number][];
  /** `count` characters, each `step` behind the one before, that stand for the one `distance` away. */
  runs: [start: number, count: number, step: number, distance: number][];
  letters: Record<string, string>;
}
const { ignored, runs, letters } = data as unknown as FoldingData;

let table: Map<string, string> | undefined;

/** What a character beyond ASCII counts as, where that is another; made on first use. */
function folding(): Map<string, string> {
  if (table) return table;
  table = new Map(Object.entries(letters));
  for (const [start, count, step, distance] of runs)
    for (let at = 0; at < count; at++) {
      const point = start + at * step;
      table.set(String.fromCodePoint(point), String.fromCodePoint(point + distance));
    }
  return table;
}

const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Lower case, accents and the like as marks behind their letters, by our own table: engines differ in age. */
export function spelling(text: string): string {
  const lowered = lowerAscii(text).replaceAll('\u0001', '\u0002');
  const map = folding();
  return lowered.replace(/[^\0-\x7f]/gu, (char) => map.get(char) ?? char);
}

const escape = (point: number): string => `\\u{${point.toString(16)}}`;
const IGNORED = new RegExp(
  `[${ignored.map(([from, to]) => `${escape(from)}-${escape(to)}`).join('')}]`,
  'gu',
);

/** A spelling without marks and invisible characters. */
export const bareText = (spelt: string): string => spelt.replace(IGNORED, '');
