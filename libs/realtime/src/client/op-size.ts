import type { Op } from '@pyairtable/contracts';

/** Records of one op of a browser's: half of what a room takes, so that long acts show how far they are and stop soon. */
export const BLOCK_RECORDS = 500;

/** What an act is about, in parts that one op takes. */
export function blocksOf<T>(whole: readonly T[]): T[][] {
  const blocks: T[][] = [];
  for (let start = 0; start < whole.length; start += BLOCK_RECORDS)
    blocks.push(whole.slice(start, start + BLOCK_RECORDS));
  return blocks;
}

/** Records an op names; undefined for a restore, which names none. */
export function recordsOf(op: Op): number | undefined {
  if (op.kind === 'records.restore') return undefined;
  return op.kind === 'records.delete' ? op.recordIds.length : op.records.length;
}
