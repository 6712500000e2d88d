import { type FieldModel, valueType } from '@pyairtable/core';
import type { SelectOptions } from '@pyairtable/contracts';
import { shownAs, textOrderKey } from '@pyairtable/field-types';
import { itemType } from '@pyairtable/formula';
import type { Statement } from './statement';

const text = `(i.item #>> '{}')`;

/** An item in ascending meaning; NULL where it is a fault. */
function itemKey(field: FieldModel, statement: Statement): string {
  const { type, options } = shownAs(field);
  if (type === 'singleSelect' || type === 'multipleSelects') {
    const { choices } = options as SelectOptions;
    const positions = Object.fromEntries(choices.map(({ name }, at) => [name, at]));
    return `(${statement.bind(JSON.stringify(positions))}::jsonb ->> ${text})::int`;
  }
  switch (itemType(valueType(field))) {
    case 'number':
      return `coalesce(i.item ->> 'n', CASE jsonb_typeof(i.item) WHEN 'number' THEN ${text} END)::float8`;
    case 'date':
      return `(i.item ->> 'd')::bigint`;
    case 'text':
      return textOrderKey(`CASE jsonb_typeof(i.item) WHEN 'string' THEN ${text} WHEN 'null' THEN '' END`);
    default:
      return 'NULL::bool';
  }
}

/**
 * The order of a lookup's cell, `items` as formulas read it: that of the first items that differ, each as the field that was
 * looked up orders it and faults as in a cell of their own. NULL without items.
 */
export const itemsKey = (field: FieldModel, items: string, statement: Statement): string =>
  `(SELECT array_agg(ROW(jsonb_typeof(i.item) = 'object' AND i.item ? 'e', ${itemKey(field, statement)}) ORDER BY i.place)
      FROM jsonb_array_elements(${items}) WITH ORDINALITY AS i(item, place))`;
