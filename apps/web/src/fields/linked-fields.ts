import type { Field, Table } from '@pyairtable/contracts';
import { fieldAs, fieldType, shownAs } from '@pyairtable/field-types';

/** The fields of a table that lead to other records. */
export const linkFields = (table: Pick<Table, 'fields'>): Field[] =>
  table.fields.filter(({ type }) => type === 'multipleRecordLinks');

/** The table that a link field of `table` leads to. */
export function linkedTable(
  linkFieldId: string,
  table: Pick<Table, 'fields'>,
  tables: readonly Table[],
): Table | undefined {
  const link = linkFields(table).find(({ id }) => id === linkFieldId);
  const linkedId = link && fieldAs(link, 'multipleRecordLinks').options.linkedTableId;
  return tables.find(({ id }) => id === linkedId);
}

const isNumber = (field: Field): boolean => {
  const { family } = fieldType(shownAs(field).type);
  return family === 'number' || family === 'duration';
};

/** What a new lookup, rollup or count begins with: the first link, and a field of the linked table that suits. */
export function overFirstLink(
  table: Table,
  tables: readonly Table[],
  wanted: 'nothing' | 'any' | 'number',
): Record<string, unknown> {
  const link = linkFields(table)[0];
  const linked = link && linkedTable(link.id, table, tables);
  if (!link || !linked) return {};
  const over = { recordLinkFieldId: link.id };
  if (wanted === 'nothing') return over;
  const suits = wanted === 'number' ? linked.fields.find(isNumber) : undefined;
  return { ...over, fieldIdInLinkedTable: suits?.id ?? linked.primaryFieldId };
}
