import { type Attachment, ATTACHMENT_LIMITS } from '@pyairtable/contracts';
import { isId, newId } from '@pyairtable/kernel';
import { fileName, isWebUrl, nameFromUrl } from './web-url';

/** A file to be, of which nothing but its address is known. */
export function newAttachment(url: string, name = ''): Attachment {
  return { id: newId('attachment'), url, filename: fileName(name) || nameFromUrl(url) };
}

export interface GivenAttachments {
  /** New files, and in the places of those to keep their ids alone. */
  files: Attachment[];
  /** Ids of the files to keep. */
  kept: string[];
}

const placeholder = (id: string): Attachment => ({ id, url: '', filename: '' });

/**
 * A list as programs give it: `{url, filename?}` for a new file, `{id}` for one that the cell has. An id decides alone:
 * clients echo whole objects. undefined for anything else.
 */
export function givenAttachments(value: unknown): GivenAttachments | undefined {
  if (!Array.isArray(value) || value.length > ATTACHMENT_LIMITS.files) return undefined;
  const given: GivenAttachments = { files: [], kept: [] };
  for (const entry of value as unknown[]) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
    const { id, url, filename } = entry as { id?: unknown; url?: unknown; filename?: unknown };
    if (id !== undefined) {
      if (!isId('attachment', id)) return undefined;
      if (given.kept.includes(id)) continue;
      given.kept.push(id);
      given.files.push(placeholder(id));
    } else {
      if (typeof url !== 'string' || !isWebUrl(url)) return undefined;
      if (typeof (filename ?? '') !== 'string') return undefined;
      given.files.push(newAttachment(url, (filename as string | null | undefined) ?? ''));
    }
  }
  return given;
}
