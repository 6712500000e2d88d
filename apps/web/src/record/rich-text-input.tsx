'use client';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { Markdown } from '@/markdown/markdown';
import { plainText } from '@/markdown/plain-text';
import { LongTextInput } from './long-text-input';
import type { RecordInputProps } from './record-input';

/** Markdown to write, and below it how it reads where that is something else. */
export function RichTextInput(props: RecordInputProps) {
  const { field, cell, readOnly } = props;
  const { reader } = useBase();
  const text = cellText(reader, field, cell);
  const shown = text === '' || (!readOnly && plainText(text) === text) ? null : <Markdown text={text} />;
  if (readOnly) return shown ?? <LongTextInput {...props} />;
  return (
    <>
      <LongTextInput {...props} />
      {shown ? (
        <div role="group" aria-label={`${field.name} as it reads`} className="mt-2 px-2.5">
          {shown}
        </div>
      ) : null}
    </>
  );
}
