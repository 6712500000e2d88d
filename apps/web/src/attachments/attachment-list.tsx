import type { Attachment } from '@pyairtable/contracts';
import { isWebUrl } from '@pyairtable/field-types';
import { IconButton } from '@pyairtable/ui';
import { X } from 'lucide-react';

/** Files by their names; those that lead to the web open there. */
export function AttachmentList({
  files,
  onRemove,
}: {
  files: readonly Attachment[];
  /** Absent: nothing can be taken out. */
  onRemove?: (id: string) => void;
}) {
  return (
    <ul className="flex flex-col gap-1">
      {files.map(({ id, url, filename }) => (
        <li
          key={id}
          className="flex h-8 items-center gap-1 rounded-md border border-n6 bg-n2 ps-2.5 pe-1 text-sm text-n12"
        >
          {isWebUrl(url) ? (
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              className="min-w-0 flex-1 truncate underline-offset-2 hover:underline"
            >
              {filename}
            </a>
          ) : (
            <span className="min-w-0 flex-1 truncate">{filename}</span>
          )}
          {onRemove ? (
            <IconButton label={`Remove ${filename}`} size="small" onClick={() => onRemove(id)}>
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
