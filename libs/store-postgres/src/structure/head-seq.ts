import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

/** The number of the base's last entry; with a lock, until the transaction ends nobody else adds one. */
export async function headSeq(
  run: StructureDraft['run'],
  baseId: string,
  lock: '' | 'FOR NO KEY UPDATE' = '',
): Promise<number> {
  const [head] = await run<{ seq: number }>(
    `SELECT seq FROM ${stateTable(baseId, 'head')} WHERE one ${lock}`,
  );
  return head?.seq ?? 0;
}
