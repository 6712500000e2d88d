import type { Table, View } from '@pyairtable/contracts';
import type { Beside } from './add-field-popover';

/** The fields that a view shows once a new one is among them: beside another, else at the end. */
export function fieldsWith(fieldId: string, beside: Beside | undefined, view: View, table: Table): string[] {
  const shown = (view.visibleFieldIds ?? table.fields.map(({ id }) => id)).filter((id) => id !== fieldId);
  const at = beside ? shown.indexOf(beside.fieldId) : -1;
  const position = beside && at >= 0 ? at + (beside.side === 'after' ? 1 : 0) : shown.length;
  return shown.toSpliced(position, 0, fieldId);
}
