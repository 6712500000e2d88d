import { type FilterGroup, linksOf, type RawCell, type RowCell, type Table } from '@pyairtable/contracts';
import { askingOf, filterCells, shownModel } from '@pyairtable/core';
import { fieldType } from '@pyairtable/field-types';
import { cellContext, type Reader } from '@/cells/cell-context';
import type { NewRecord } from '@/record/new-record-dialog';

/** Rows of a view in which linked records are looked for: where it is filtered by one, all of its rows have it. */
const LOOKED_AT = 100;

/**
 * What a record that is made under a filter is given to be shown, of which nothing names a choice, a person or a linked
 * record that is gone: of links those that `rowAt` shows.
 */
export function newInFilter(
  filter: FilterGroup | undefined,
  { id: tableId, fields }: Table,
  tables: readonly Table[],
  reader: Reader,
  userId: string,
  rowAt: (index: number) => { cells: Record<string, RowCell | undefined> } | undefined,
): NewRecord {
  const table = filter && shownModel(tables).tableById(tableId);
  if (!table) return { cells: {}, titles: {} };
  const titles: Record<string, string> = {};
  const isThere = (id: string, cell: RawCell): boolean => {
    const field = fields.find((one) => one.id === id);
    if (!field || cell === null) return field !== undefined;
    if (field.type !== 'multipleRecordLinks')
      return fieldType(field.type).check(cell, field.options, cellContext(reader, field)).ok;
    const wanted = cell as readonly string[];
    for (let index = 0; index < LOOKED_AT; index++) {
      const links = linksOf(rowAt(index)?.cells[id]).filter((link) => wanted.includes(link.id));
      for (const link of links) titles[link.id] = link.title;
    }
    return wanted.every((link) => titles[link] !== undefined);
  };
  const given = Object.entries(filterCells(filter, table, askingOf({ userId })));
  return { cells: Object.fromEntries(given.filter(([id, cell]) => isThere(id, cell))), titles };
}
