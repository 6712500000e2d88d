import type { FilterGroup, RawCell, Table } from '@pyairtable/contracts';
import { askingOf, filterCells, shownModel } from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { cellContext, type Reader } from '@/cells/cell-context';

/** What a record that is made under a filter is given to be shown, of which nothing names a choice or a person that is gone. */
export function newInFilter(
  filter: FilterGroup | undefined,
  { id: tableId, fields }: Table,
  tables: readonly Table[],
  reader: Reader,
  userId: string,
): Record<string, RawCell> {
  const table = filter && shownModel(tables).tableById(tableId);
  if (!table) return {};
  return Object.fromEntries(
    Object.entries(filterCells(filter, table, askingOf({ userId }))).filter(([id, cell]) => {
      const field = fields.find((one) => one.id === id);
      if (!field || cell === null) return field !== undefined;
      return fieldType(field.type).check(cell, field.options, cellContext(reader, field)).ok;
    }),
  );
}
