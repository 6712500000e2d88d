import type { Field, FieldTypeName, View } from '@pyairtable/contracts';
import type { TableModel } from '@pyairtable/core';
import { fieldWith } from '@pyairtable/field-types';

interface ShownView {
  id: string;
  name: string;
  type: View['type'];
  personalForUserId?: string;
  visibleFieldIds?: string[];
}

export interface ShownTable {
  id: string;
  name: string;
  primaryFieldId: string;
  description?: string;
  fields: Field[];
  views: ShownView[];
}

/** A view of the meta API; grids list their visible fields when asked, all fields of the table unless some are hidden. */
export function shownView(view: View, table: TableModel, withVisibleFields: boolean): ShownView {
  const { id, name, type, personalForUserId } = view;
  return {
    id,
    name,
    type,
    ...(personalForUserId === undefined ? {} : { personalForUserId }),
    ...(withVisibleFields && type === 'grid'
      ? { visibleFieldIds: view.visibleFieldIds ?? table.fields.map((field) => field.id) }
      : {}),
  };
}

/** Options of our own that Airtable's clients do not know. */
const OURS: Partial<Record<FieldTypeName, readonly string[]>> = {
  formula: ['format', 'reason'],
  rollup: ['formula', 'filter', 'format', 'reason'],
  count: ['filter', 'reason'],
  multipleLookupValues: ['filter', 'reason'],
};

/** A field of the meta API, which knows no rules. */
export function publicField(field: Field): Field {
  const ours = OURS[field.type];
  const { id, name, type, description, options } = field;
  const named = { id, name, type, ...(description ? { description } : {}) };
  if (!ours || !options) return fieldWith(named, options);
  return fieldWith(named, Object.fromEntries(Object.entries(options).filter(([key]) => !ours.includes(key))));
}

/** A table of the meta API. */
export function publicTable(table: TableModel, withVisibleFields = false): ShownTable {
  return {
    id: table.id,
    name: table.name,
    primaryFieldId: table.primaryFieldId,
    ...(table.description ? { description: table.description } : {}),
    fields: table.fields.map(publicField),
    views: table.views.map((view) => shownView(view, table, withVisibleFields)),
  };
}
