'use client';
import { type Attachment, attachmentsOf } from '@pyairtable/contracts';
import { classNames, INPUT_BOX } from '@pyairtable/ui';
import { AttachmentList } from '@/attachments/attachment-list';
import { useAddedFiles } from '@/attachments/use-added-files';
import { useSavedMark } from '@/typed-text/saves-at-once';
import { InputError } from './input-error';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';
import { useUnwritten } from './use-unwritten';

/** Files by their names, with a box for the address of another. */
export function AttachmentsInput({ field, cell, readOnly, write }: RecordInputProps) {
  const files = attachmentsOf(cell);
  const added = useAddedFiles(field);
  const put = (next: readonly Attachment[]) =>
    write({ type: 'value', value: next.length > 0 ? [...next] : null });
  const typed = added.address.trim() === '' ? null : added.address;
  const add = () => (typed === null ? null : added.commit((found) => put([...files, ...found])));
  useUnwritten({ field, readOnly, typed, commit: add, drop: added.drop });
  const mark = useSavedMark(added.address === '');
  return (
    <div className="flex flex-col gap-1">
      <AttachmentList
        files={files}
        {...(readOnly
          ? {}
          : { onRemove: (id) => tellUnwritten(put(files.filter((file) => file.id !== id))) })}
      />
      {readOnly ? null : (
        <input
          type="text"
          {...mark}
          aria-labelledby={`label-${field.id}`}
          aria-invalid={added.error ? true : undefined}
          aria-describedby={added.error ? `error-${field.id}` : undefined}
          placeholder="Address of a file: https://…"
          spellCheck={false}
          value={added.address}
          onChange={(event) => added.type(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
          }}
          className={classNames(INPUT_BOX, 'h-8 px-2.5')}
        />
      )}
      <InputError id={`error-${field.id}`} message={added.error} />
    </div>
  );
}
