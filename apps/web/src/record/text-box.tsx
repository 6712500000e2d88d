'use client';
import { classNames, INPUT_BOX, READ_BOX } from '@pyairtable/ui';
import type { useTypedText } from './use-typed-text';
import type { RecordInputProps } from './record-input';

/** The one-line box of a cell that is typed: taken on Enter or when left; Escape drops what was refused. */
export function TextBox({
  field,
  readOnly,
  typed,
  className,
}: Pick<RecordInputProps, 'field' | 'readOnly'> & {
  typed: ReturnType<typeof useTypedText>;
  className: string;
}) {
  return (
    <input
      type="text"
      {...typed.mark}
      aria-labelledby={`label-${field.id}`}
      aria-invalid={typed.error ? true : undefined}
      aria-describedby={typed.error ? `error-${field.id}` : undefined}
      readOnly={readOnly}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') typed.commit();
        if (event.key === 'Escape' && typed.error !== null) {
          event.preventDefault();
          typed.drop();
        }
      }}
      className={classNames(readOnly ? READ_BOX : INPUT_BOX, 'h-8', className)}
    />
  );
}
