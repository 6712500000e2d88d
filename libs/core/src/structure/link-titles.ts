import { textsOf } from '@pyairtable/contracts';
import type { CellContext } from '@pyairtable/field-types';
import { AppError } from '@pyairtable/kernel';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordWrite } from '../records/change-set';
import { recordTitled } from '../records/settle-names';

/** What a text says of linked records: titles, or ids, and the text as a whole where that may be one title. */
export interface LinkTitles {
  entries: readonly string[];
  whole?: string;
}

/** The same as a write with typecast reads it; nothing where it cannot. */
export function linkTitles(
  text: string,
  { behaviour, options }: Pick<FieldModel, 'behaviour' | 'options'>,
  context: CellContext,
): LinkTitles {
  const outcome = behaviour.normalise(text, options, { ...context, typecast: true });
  if (!outcome.ok) return { entries: [] };
  const { cell, needs } = outcome.value;
  const whole = needs?.wholeTitle;
  return { entries: textsOf(cell), ...(whole === undefined ? {} : { whole }) };
}

/** A record to make that has the title; undefined where the table's primary field cannot hold it. */
export function madeOfTitle(title: string, table: TableModel, base: BaseModel): RecordWrite | undefined {
  try {
    return recordTitled(title, table, base);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
