'use client';
import { classNames, INPUT_BOX } from '@pyairtable/ui';
import { InputError } from './input-error';
import type { RecordInputProps } from './record-input';
import { useTypedText } from './use-typed-text';

/** One line of text, read by the field's type when it is left. */
export function LineInput(props: RecordInputProps) {
  const { field, readOnly } = props;
  const { text, error, type, commit, drop } = useTypedText(props);
  return (
    <>
      <input
        type="text"
        aria-labelledby={`label-${field.id}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `error-${field.id}` : undefined}
        readOnly={readOnly}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
          if (event.key === 'Escape' && error !== null) {
            event.preventDefault();
            drop();
          }
        }}
        className={classNames(INPUT_BOX, 'h-8 px-2.5 tabular-nums')}
      />
      <InputError id={`error-${field.id}`} message={error} />
    </>
  );
}
