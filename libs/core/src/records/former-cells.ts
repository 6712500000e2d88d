import { type RawCell, textsOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import { convertCell, type ConvertedCell } from '../structure/convert-cell';
import type { RecordLookup } from './record-plan';

/** A cell as it was while its field had another type. */
export interface FormerCell {
  from: FieldModel;
  cell: RawCell;
}

/** Titles of the records to which the cells linked, by record id. Looks nothing up unless some did. */
export async function formerTitles(
  cells: readonly FormerCell[],
  base: BaseModel,
  lookup: Pick<RecordLookup, 'titlesOf'>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, Set<string>>();
  for (const { from, cell } of cells) {
    if (from.type !== 'multipleRecordLinks') continue;
    const { linkedTableId } = fieldAs(from, 'multipleRecordLinks').options;
    if (!base.tableById(linkedTableId)) continue;
    const ids = wanted.get(linkedTableId) ?? new Set();
    for (const id of textsOf(cell)) ids.add(id);
    if (ids.size > 0) wanted.set(linkedTableId, ids);
  }
  return wanted.size > 0 ? lookup.titlesOf(wanted) : new Map();
}

/** What the conversion to the field makes of the cell; links to records that are gone by now are left out. */
export function convertFormer(
  { from, cell }: FormerCell,
  to: FieldModel,
  base: BaseModel,
  titles: ReadonlyMap<string, string>,
): ConvertedCell {
  const there = from.type === 'multipleRecordLinks' ? textsOf(cell).filter((id) => titles.has(id)) : cell;
  return convertCell(there, from, to, { ...cellContext(to, base), titles });
}
