'use client';
import { classNames, INPUT_BOX, READ_BOX } from '@pyairtable/ui';
import { InputError } from './input-error';
import type { RecordInputProps } from './record-input';
import { useTypedText } from './use-typed-text';

/** Text of many lines that grows with what is in it. */
export function LongTextInput(props: RecordInputProps) {
  const { field, readOnly } = props;
  const { text, mark, error, type, commit } = useTypedText(props);
  return (
    <>
      <textarea
        {...mark}
        aria-labelledby={`label-${field.id}`}
        aria-invalid={error ? true : undefined}
        readOnly={readOnly}
        rows={readOnly ? 1 : 3}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        className={classNames(
          readOnly ? READ_BOX : INPUT_BOX,
          'field-sizing-content max-h-[320px] px-2.5 py-1.5',
          readOnly ? 'resize-none' : 'min-h-[74px] resize-y',
        )}
      />
      <InputError id={`error-${field.id}`} message={error} />
    </>
  );
}
