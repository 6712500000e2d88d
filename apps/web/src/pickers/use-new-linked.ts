import type { LinkedTitle } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { editedCell } from '@/cells/edit-value';
import { fieldsToFill } from '@/record/fields-to-fill';

/**
 * Makes a record of a table by its title alone; null where it was refused, which is said. Absent for whoever may not, and
 * where a title is no text or is not all that a record needs.
 */
export function useNewLinked(tableId: string): ((title: string) => LinkedTitle | null) | undefined {
  const { base, reader, records, mayEdit } = useBase();
  const table = base.tables.find(({ id }) => id === tableId);
  const primary = table?.fields.find(({ id }) => id === table.primaryFieldId);
  if (!mayEdit || !table || !primary || fieldType(primary.type).family !== 'text') return undefined;
  if (fieldsToFill(table.fields, reader).some(({ id }) => id !== primary.id)) return undefined;
  return (title) => {
    const read = editedCell({ type: 'text', text: title }, primary, undefined, reader);
    if (!read.ok) showToast({ title: `“${title}” was not added`, description: read.message });
    if (!read.ok || typeof read.cell !== 'string') return null;
    const [id] = records.create(tableId, [{ cells: { [primary.id]: read.cell } }]);
    return id === undefined ? null : { id, title: read.cell };
  };
}
