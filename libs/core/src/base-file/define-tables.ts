import { fieldAs } from '@pyairtable/field-types';
import { defineComputed } from '../computed/define-computed';
import { fieldModel } from '../model/field-model';
import { linkEnds } from '../model/link-ends';
import { TableModel } from '../model/table-model';
import type { PlannedLinks, PlannedTable } from './base-plan';

/** The tables with their computed fields as the whole base makes them: results, and what is not valid. */
export function defineTables(
  baseId: string,
  tables: readonly PlannedTable[],
  links: readonly PlannedLinks[],
): readonly TableModel[] {
  const places = new Map(
    tables.flatMap((table) => table.fields.map((field) => [field.id, { table, field }] as const)),
  );
  const pairs = links.flatMap(({ fieldId, inverseFieldId }) => {
    const place = places.get(fieldId);
    if (!place) return [];
    const { linkedTableId } = fieldAs(place.field, 'multipleRecordLinks').options;
    return [
      { id: fieldId, tableA: place.table.id, fieldA: fieldId, tableB: linkedTableId, fieldB: inverseFieldId },
    ];
  });
  const ends = linkEnds(pairs);
  const models = tables.map(
    (table) =>
      new TableModel({
        ...table,
        baseId,
        description: table.description,
        fields: table.fields.map((field) => fieldModel(field, ends.get(field.id))),
      }),
  );
  return defineComputed(models);
}
