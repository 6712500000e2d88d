import type { Field } from '@pyairtable/contracts';
import { choiceMeant, isSelect, splitList } from '@pyairtable/field-types';
import type { EditValue } from '@pyairtable/grid';
import { type CopiedCell, copiedChoices, copiedText } from './copied-cell';
import { isComputed, type Reader } from './cell-context';

/** Names in a pasted value that are no choices of the select field yet; [] for other fields and values. */
export function missingChoices(value: EditValue, field: Field, reader: Reader): string[] {
  if (!isSelect(field) || isComputed(field)) return [];
  const { options } = field;
  const copied = value.type === 'copied' ? (value.value as CopiedCell) : null;
  const text = copied ? copiedText(copied, reader).trim() : value.type === 'text' ? value.text.trim() : '';
  if (text === '' || choiceMeant(options, text) !== undefined) return [];
  const names =
    (copied && copiedChoices(copied)) ?? (field.type === 'singleSelect' ? [text] : splitList(text));
  // Of several choices one cannot take all: making one of their joined names helps nobody.
  if (field.type === 'singleSelect' && names.length > 1) return [];
  return names.filter((name) => choiceMeant(options, name) === undefined);
}
