'use client';
import { InputError } from './input-error';
import type { RecordInputProps } from './record-input';
import { TextBox } from './text-box';
import { useTypedText } from './use-typed-text';

/** One line of text, read by the field's type when it is left. */
export function LineInput(props: RecordInputProps) {
  const typed = useTypedText(props);
  return (
    <>
      <TextBox field={props.field} readOnly={props.readOnly} typed={typed} className="px-2.5" />
      <InputError id={`error-${props.field.id}`} message={typed.error} />
    </>
  );
}
