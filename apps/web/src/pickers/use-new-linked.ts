import type { LinkedTitle } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import type { RecordActions } from '@/base/record-actions';
import { editedCell } from '@/cells/edit-value';
import { fieldsToFill } from '@/record/fields-to-fill';

/** By then searches find a record that was made here. */
const KNOWN_MS = 60_000;

interface Made {
  record: LinkedTitle;
  at: number;
}

const MADE = new WeakMap<RecordActions, Map<string, Made>>();

/** What this page has just made, by table and title: it is not made twice because a search does not find it yet. */
function madeBy(records: RecordActions): Map<string, Made> {
  const known = MADE.get(records);
  if (known) return known;
  const made = new Map<string, Made>();
  MADE.set(records, made);
  // It may be taken back.
  records.onStep(() => made.clear());
  return made;
}

/**
 * Makes a record of a table by its title alone, or answers the one that was just made so; null where it was refused, which is
 * said. Absent for whoever may not, and where a title is no text or is not all that a record needs.
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
    const made = madeBy(records);
    const key = `${tableId} ${read.cell}`;
    const known = made.get(key);
    if (known && Date.now() - known.at < KNOWN_MS) return known.record;
    const [id] = records.create(tableId, [{ cells: { [primary.id]: read.cell } }]);
    if (id === undefined) return null;
    const record = { id, title: read.cell };
    made.set(key, { record, at: Date.now() });
    return record;
  };
}
