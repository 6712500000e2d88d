import type { FieldTypeName } from '@pyairtable/contracts';

/** Field types whose values stand right-aligned, digits under digits. */
export const NUMERIC_FIELDS: ReadonlySet<FieldTypeName> = new Set([
  'number',
  'percent',
  'currency',
  'duration',
  'autoNumber',
]);
