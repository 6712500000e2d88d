import { type Intent, type Step } from './step';
import { writtenBy } from './written-by';

/**
 * Of what takes an act back late only `left` is done: the rest stands under what the person wrote `later`, as if it had been
 * done before that.
 */
export function slipUnder(back: Intent, left: Intent | undefined, later: readonly Step[]): void {
  if (back.kind !== 'records.update') return;
  const done = new Map(
    (left?.kind === 'records.update' ? left.records : []).map(({ id, cells }) => [id, cells]),
  );
  for (const { id, cells } of back.records) {
    for (const [fieldId, cell] of Object.entries(cells)) {
      if (done.get(id)?.[fieldId] !== undefined) continue;
      const over = later.find(
        ({ op }) => op.kind === 'records.update' && writtenBy(op).get(id)?.[fieldId] !== undefined,
      );
      over?.under.set(id, { ...over.under.get(id), [fieldId]: cell });
    }
  }
}
