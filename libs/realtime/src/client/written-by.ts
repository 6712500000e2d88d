import type { Op } from '@pyairtable/contracts';

type Update = Extract<Op, { kind: 'records.update' }>;
const cellsOf = new WeakMap<Update, ReadonlyMap<string, Update['records'][number]['cells']>>();

/** The cells that an op writes, by record; made when it is first asked for. */
export function writtenBy(op: Update): ReadonlyMap<string, Update['records'][number]['cells']> {
  const known = cellsOf.get(op);
  if (known) return known;
  const made = new Map(op.records.map(({ id, cells }) => [id, cells]));
  cellsOf.set(op, made);
  return made;
}
