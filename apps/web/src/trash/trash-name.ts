import type { TrashItem } from '@pyairtable/contracts';

/** What something that was deleted is called: of several records the first, and how many more there are. */
export function trashName({ kind, name, records = 0 }: Pick<TrashItem, 'kind' | 'name' | 'records'>): string {
  if (kind !== 'records' || records < 2) return name || 'Unnamed record';
  if (name === '') return 'Unnamed records';
  return `${name} and ${(records - 1).toLocaleString('en')} more`;
}
