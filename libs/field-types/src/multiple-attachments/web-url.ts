import { ATTACHMENT_LIMITS } from '@pyairtable/contracts';
import { isStorableText } from '../text-cell';

/** True for the address of something on the web, which a link may lead to. Nothing asks whether it is there. */
export function isWebUrl(text: string): boolean {
  if (text.length > ATTACHMENT_LIMITS.url || !isStorableText(text) || !URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
}

/** A name that a file may have anywhere: no folders, nothing that does not print, not too long; '' for none. */
export function fileName(given: string): string {
  const name = given.replace(/[/\\\p{Cc}\p{Surrogate}]+/gu, '_').trim();
  return name.slice(0, ATTACHMENT_LIMITS.filename).replace(/\p{Surrogate}$/u, '');
}

/** What a file is called that has no name: the last part of its address, else the host. */
export function nameFromUrl(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  try {
    return fileName(decodeURIComponent(last)) || hostname;
  } catch {
    return fileName(last) || hostname;
  }
}
