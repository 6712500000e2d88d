import { SEARCH_LIMITS, type ViewMatches } from '@pyairtable/contracts';
import type { Reader } from '@/cells/cell-context';
import { request } from '@/http/request';

/** Where is searched, and in whose eyes cells are texts. */
export interface SearchedView {
  baseId: string;
  tableId: string;
  viewId: string | undefined;
  reader: Pick<Reader, 'timeZone' | 'locale'>;
}

/** The first rows of a view, behind the one at `after`, that show the text. */
export function readMatches(
  { baseId, tableId, viewId, reader }: SearchedView,
  text: string,
  after: number | null,
  signal: AbortSignal,
): Promise<ViewMatches> {
  const query = new URLSearchParams({
    query: text,
    timeZone: reader.timeZone,
    userLocale: reader.locale,
    limit: String(SEARCH_LIMITS.matches.max),
    ...(viewId === undefined ? {} : { view: viewId }),
    ...(after === null ? {} : { after: String(after) }),
  });
  return request('GET', `/v1/bases/${baseId}/tables/${tableId}/search?${query}`, undefined, signal);
}
