import type { LinkedTitle } from '@pyairtable/contracts';
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

/**
 * Of each title, at most TITLE_LIMITS.asked of them, the oldest record of the table that has it, else the only one that has it
 * case and accents aside, by what was asked for.
 */
export async function findTitled(
  baseId: string,
  tableId: string,
  titles: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, LinkedTitle>> {
  const { records } = await request<{ records: (LinkedTitle & { asked: string })[] }>(
    'POST',
    `/v1/bases/${baseId}/tables/${tableId}/titles/find`,
    { titles },
    signal,
  );
  return new Map(records.map(({ asked, id, title }) => [asked, { id, title }]));
}
