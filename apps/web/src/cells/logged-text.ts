import { type Field, isTextList, type RawCell, type RowCell } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { cellContext, cellText, isComputed, type Reader } from './cell-context';

/** Ids of choices, people and records that are gone say nothing to anybody. */
const ID = /^(sel|usr|rec)[0-9A-Za-z]{14}$/;

const plain = (cell: RawCell): string => {
  if (typeof cell === 'number') return String(cell);
  return typeof cell === 'string' && !ID.test(cell) ? cell : '';
};

/**
 * The text of a cell that the log keeps, which may be of a field that is gone (undefined) or was of another type then; ''
 * for empty. `titles` are those of linked records that are still there.
 */
export function loggedText(
  reader: Reader,
  field: Field | undefined,
  cell: RawCell,
  titles: Readonly<Record<string, string>>,
): string {
  if (cell === null || cell === '' || cell === false) return '';
  if (!field) return plain(cell);
  const type = fieldType(field.type);
  if (type.family === 'links') {
    if (!isTextList(cell)) return plain(cell);
    const links: RowCell = cell.map((id) => ({ id, title: titles[id] ?? 'A record that was deleted' }));
    return cellText(reader, field, links);
  }
  // Cells that the server makes are checked by nobody; the log has numbers, times and people of them.
  const fits = isComputed(field)
    ? typeof cell === (type.family === 'number' ? 'number' : 'string')
    : type.check(cell, field.options as never, cellContext(reader, field)).ok;
  return fits ? cellText(reader, field, cell) : plain(cell);
}
