import type { Op } from '@pyairtable/contracts';
import type { Intent } from './step';

const recordIds = (op: Op | Intent): (string | undefined)[] => {
  if (op.kind === 'records.restore') return [];
  return op.kind === 'records.delete' ? op.recordIds : op.records.map(({ id }) => id);
};

/** Whether some of the ops name a record that others name, too. */
export function areAboutSame(ops: readonly (Op | Intent)[], others: readonly (Op | Intent)[]): boolean {
  const named = new Set(others.length > 0 ? ops.flatMap(recordIds) : []);
  return others.some((other) => recordIds(other).some((id) => named.has(id)));
}
