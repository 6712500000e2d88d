import { type LinkedTitle, TITLE_LIMITS } from '@pyairtable/contracts';
import { request } from '@/http/request';

export interface TitleSearch {
  baseId: string;
  tableId: string;
  /** Of the records that it shows alone, in its order; absent: of all, the oldest first. */
  viewId?: string | undefined;
  text: string;
  limit: number;
}

/** At most `limit` records of a table whose titles hold the text; all for an empty text. */
export async function readTitles(
  { baseId, tableId, viewId, text, limit }: TitleSearch,
  signal?: AbortSignal,
): Promise<LinkedTitle[]> {
  const query = new URLSearchParams({ q: text, limit: String(limit), ...(viewId ? { view: viewId } : {}) });
  const path = `/v1/bases/${baseId}/tables/${tableId}/titles?${query.toString()}`;
  return (await request<{ records: LinkedTitle[] }>('GET', path, undefined, signal)).records;
}

/** Of each title the oldest record of the table that has it, by what was asked for. */
export async function findTitled(
  baseId: string,
  tableId: string,
  titles: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, LinkedTitle>> {
  const path = `/v1/bases/${baseId}/tables/${tableId}/titles/find`;
  const found = new Map<string, LinkedTitle>();
  for (let from = 0; from < titles.length; from += TITLE_LIMITS.asked) {
    const asked = titles.slice(from, from + TITLE_LIMITS.asked);
    const { records } = await request<{ records: (LinkedTitle & { asked: string })[] }>(
      'POST',
      path,
      { titles: asked },
      signal,
    );
    for (const record of records) found.set(record.asked, { id: record.id, title: record.title });
  }
  return found;
}
