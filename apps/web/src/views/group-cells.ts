import {
  linksOf,
  type RawCell,
  rawCellOf,
  type RowCell,
  type Table,
  type ViewGroup,
} from '@pyairtable/contracts';
import { cellCopy } from '@pyairtable/field-types';
import { isComputed } from '@/cells/cell-context';
import type { NewRecord } from '@/record/new-record-dialog';
import { pathOf } from './group-path';

/** What a record is given to stand in a group: what the group's rows have in common in fields that people write. */
export function groupCells(
  groups: readonly ViewGroup[],
  index: number,
  groupedBy: readonly string[],
  { fields }: Pick<Table, 'fields'>,
): NewRecord {
  const made: { cells: Record<string, RawCell>; titles: Record<string, string> } = { cells: {}, titles: {} };
  for (const at of pathOf(groups, index)) {
    const group = groups[at];
    const field = group && fields.find(({ id }) => id === groupedBy[group.level]);
    if (!field || isComputed(field)) continue;
    const cell = group.cell as RowCell | undefined;
    if (cell !== undefined) {
      made.cells[field.id] = cellCopy(rawCellOf(cell));
      for (const { id, title } of linksOf(cell)) made.titles[id] = title;
    } else made.cells[field.id] = null;
  }
  return made;
}

/** The same for a record that is made: no cell that only one may have, and of empty ones those that a default would fill. */
export function newInGroup(...[groups, index, groupedBy, table]: Parameters<typeof groupCells>): NewRecord {
  const { cells, titles } = groupCells(groups, index, groupedBy, table);
  const isNamed = ([id, cell]: [string, RawCell]) => {
    const rules = table.fields.find((field) => field.id === id)?.rules;
    if (cell !== null) return !rules?.unique;
    return rules?.default !== undefined && !rules.required;
  };
  return { cells: Object.fromEntries(Object.entries(cells).filter(isNamed)), titles };
}
