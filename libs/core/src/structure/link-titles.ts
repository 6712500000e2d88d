import {
  faultOf,
  type FieldResult,
  idsOf,
  type LookupItem,
  type ReadCell,
  textsOf,
} from '@pyairtable/contracts';
import { type CellContext, fieldType, shownAs, titleCell } from '@pyairtable/field-types';
import { isId, newId } from '@pyairtable/kernel';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordWrite } from '../records/change-set';
import { primaryValues, readTitle, titleOf } from '../records/primary-title';
import { convertCell } from './convert-cell';

/** What a cell says of linked records: titles as the table has them, or ids, and its whole text where that may be one title. */
export interface LinkTitles {
  entries: readonly string[];
  /** Something of what it says is no title there. */
  partial?: boolean;
  whole?: string;
}

/** Families whose values are one each, commas in their text or not. */
const ONE_EACH: ReadonlySet<string> = new Set(['number', 'duration', 'day', 'instant', 'choice', 'person']);

const shape = ({ type, options }: FieldResult) => ({
  behaviour: fieldType(type),
  options: options as FieldModel['options'],
});

/** A list without the values that are none; another cell as it is. */
const withoutFaults = (cell: ReadCell): ReadCell =>
  Array.isArray(cell) ? ((cell as LookupItem[]).filter((item) => !faultOf(item)) as ReadCell) : cell;

/**
 * The records of a table that a cell names if its field is to link to them: by a value as the primary field holds it, by a
 * text as a write with typecast reads it. Nothing where it cannot be read.
 */
export function titlesOfCell(
  cell: ReadCell,
  from: FieldModel,
  to: Pick<FieldModel, 'behaviour' | 'options'>,
  linked: TableModel,
  base: BaseModel,
  context: CellContext,
): LinkTitles {
  if (faultOf(cell)) return { entries: [] };
  const source = shape(shownAs(from));
  const { family, several } = source.behaviour;
  if (ONE_EACH.has(family) && !several && !Array.isArray(cell)) {
    const primary = shape(primaryValues(linked.primaryField));
    const title = titleOf(convertCell(cell, source, primary, context).cell);
    return { entries: title === undefined ? [] : [title] };
  }
  const read = (entry: string) => readTitle(entry, linked, base);
  if (family === 'links')
    return {
      entries: idsOf(cell).flatMap((id) => {
        const title = context.titles.get(id) ?? '';
        return title.trim() === '' ? [] : (read(title) ?? []);
      }),
    };
  const text = from.behaviour.format(withoutFaults(cell), from.options, context);
  const outcome = to.behaviour.normalise(text, to.options, { ...context, typecast: true });
  if (!outcome.ok) return { entries: [] };
  const known = (entry: string) => (isId('record', entry) ? entry : read(entry));
  const said = textsOf(outcome.value.cell).map(known);
  const entries = said.filter((entry) => entry !== undefined);
  const partial = entries.length < said.length;
  const { wholeTitle } = outcome.value.needs ?? {};
  const whole = wholeTitle === undefined ? undefined : read(wholeTitle);
  return { entries, ...(partial ? { partial } : {}), ...(whole === undefined ? {} : { whole }) };
}

/** A record to make that has the title; undefined where nobody fills the table's primary field, or it cannot hold that. */
export function madeOfTitle(
  title: string,
  { primaryField }: TableModel,
  base: BaseModel,
): RecordWrite | undefined {
  const { behaviour, id, options } = primaryField;
  if (behaviour.computed) return undefined;
  const cell = titleCell(primaryField, title) as Parameters<typeof behaviour.check>[0];
  const outcome = behaviour.check(cell, options, cellContext(primaryField, base));
  return outcome.ok && outcome.value !== null
    ? { id: newId('record'), cells: { [id]: outcome.value } }
    : undefined;
}
