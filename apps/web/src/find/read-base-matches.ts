import type { BaseMatches } from '@pyairtable/contracts';
import type { Reader } from '@/cells/cell-context';
import { request } from '@/http/request';

/** The records of a base that show the text in a cell, at most `limit` of each table. */
export function readBaseMatches(
  baseId: string,
  text: string,
  limit: number,
  { timeZone, locale }: Pick<Reader, 'timeZone' | 'locale'>,
  signal: AbortSignal,
): Promise<BaseMatches> {
  const query = new URLSearchParams({ query: text, timeZone, userLocale: locale, limit: String(limit) });
  return request('GET', `/v1/bases/${baseId}/search?${query}`, undefined, signal);
}
