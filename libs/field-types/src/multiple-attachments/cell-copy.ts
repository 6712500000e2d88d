import { attachmentsOf, type RawCell } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';

/** What a cell becomes in another record: the same, but that an attachment is one of its own there. */
export function cellCopy(cell: RawCell): RawCell {
  const files = attachmentsOf(cell);
  return files.length > 0 ? files.map((file) => ({ ...file, id: newId('attachment') })) : cell;
}
