import type { LinkedTitle } from '@pyairtable/contracts';
import { request } from '@/http/request';

/** At most `limit` records of a table whose titles hold the text, the best matches first; all for an empty text. */
export async function readTitles(
  { baseId, tableId, text, limit }: { baseId: string; tableId: string; text: string; limit: number },
  signal?: AbortSignal,
): Promise<LinkedTitle[]> {
  const query = new URLSearchParams({ q: text, limit: String(limit) });
  const path = `/v1/bases/${baseId}/tables/${tableId}/titles?${query.toString()}`;
  return (await request<{ records: LinkedTitle[] }>('GET', path, undefined, signal)).records;
}
