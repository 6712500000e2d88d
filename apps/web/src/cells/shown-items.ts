import { type Field, faultOf, type LookupItem, type RowCell, readCellOf } from '@pyairtable/contracts';
import { fieldType, itemTexts, shownAs } from '@pyairtable/field-types';
import { cellContext, type Reader } from './cell-context';

/** One of the values of a lookup. */
export interface ShownItem {
  text: string;
  isFault: boolean;
}

/** The values of a lookup as they are shown, one by one. */
export function shownItems(cell: RowCell | undefined, field: Field, reader: Reader): ShownItem[] {
  const result = shownAs(field);
  const isTick = fieldType(result.type).family === 'checkbox';
  const items = Array.isArray(cell) ? (cell as LookupItem[]) : [];
  const texts = itemTexts(readCellOf(cell), result, cellContext(reader, field, cell));
  return items.map((item, at) => {
    const isFault = faultOf(item) !== undefined;
    return { text: isTick && !isFault ? '✓' : (texts[at] ?? ''), isFault };
  });
}
