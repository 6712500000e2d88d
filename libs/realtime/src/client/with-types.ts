import type { Table } from '@pyairtable/contracts';
import type { Intent } from './step';

/** The intent with the types of the fields whose cells it writes: by the time it arrives they may be others. */
export function withTypes(intent: Intent, tables: readonly Table[]): Intent {
  if (intent.kind !== 'records.create' && intent.kind !== 'records.update') return intent;
  const fields = tables.find(({ id }) => id === intent.tableId)?.fields ?? [];
  const written = new Set<string>();
  for (const { cells } of intent.records) for (const fieldId in cells) written.add(fieldId);
  const types = fields.filter(({ id }) => written.has(id)).map(({ id, type }) => [id, type]);
  return { ...intent, fieldTypes: Object.fromEntries(types) as Record<string, string> };
}
