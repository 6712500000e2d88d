import { isTextList } from '@pyairtable/contracts';
import type { Intent } from './step';

/** Ids in the lists that the cells of acts are given, the records they link to among them. */
export function linkedBy(intents: Iterable<Intent>): ReadonlySet<string> {
  const linked = new Set<string>();
  for (const intent of intents) {
    if (intent.kind !== 'records.create' && intent.kind !== 'records.update') continue;
    for (const { cells } of intent.records)
      for (const cell of Object.values(cells)) if (isTextList(cell)) for (const id of cell) linked.add(id);
  }
  return linked;
}
