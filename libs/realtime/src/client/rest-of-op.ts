import type { Op } from '@pyairtable/contracts';

/** Longest id of an op, in characters. */
const LONGEST = 64;
const REST = /-r[0-9a-f]{16}$/;

/** FNV-1a of a text's code units, in 32 bits. */
function hash(text: string, basis: number): string {
  let sum = basis;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

const sorted = (cells: object) => Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1));

/** What an op does, in a text that is the same whatever its parts' order. */
function contentOf(op: Op): string {
  if (op.kind === 'records.delete') return JSON.stringify(op.recordIds.toSorted());
  if (op.kind !== 'records.update') return JSON.stringify({ ...op, id: '' });
  return op.records
    .map(({ id, cells }) => JSON.stringify([id, sorted(cells)]))
    .toSorted()
    .join();
}

/**
 * What is left of an op, under an id of its own, made of the first op's and of what is left: each page that sends the same rest sends it
 * under the same id, however it came about, so that it is carried out once; and another rest is another op.
 */
export function restOfOp(op: Op, left: Op): Op {
  const first = op.id.replace(REST, '');
  const content = contentOf(left);
  const mark = `-r${hash(first + content, 0x811c9dc5)}${hash(content + first, 0x9747b28c)}`;
  return { ...left, id: `${first.slice(0, LONGEST - mark.length)}${mark}` };
}
