import type { Change, Trash } from '@pyairtable/contracts';
import { REMEMBERED_MS } from '@/http/keyed-request';
import { request, RequestError } from '@/http/request';
import type { Ask } from './structure-acts';

/** Whether it may have been carried out. */
const isLost = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 0 || error.status >= 500);

const isGone = (error: unknown): boolean =>
  error instanceof RequestError &&
  (error.status === 404 || error.type === 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');

/**
 * Asks for deletions. One whose answer was lost is really asked for again, as somebody may have brought the thing back
 * meanwhile; where it is gone soon after, it was carried out.
 */
export class Deletions {
  /** When, by their paths. */
  readonly #lost = new Map<string, number>();

  /** `whenGone` answers in the place of what was lost. */
  async ask<T>(ask: Ask, path: string, whenGone: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask<T>('DELETE', path);
      this.#lost.delete(path);
      return answer;
    } catch (error) {
      if (isLost(error)) this.#lost.set(path, Date.now());
      if (!isGone(error) || Date.now() - (this.#lost.get(path) ?? 0) >= REMEMBERED_MS) throw error;
    }
    const answer = await whenGone();
    this.#lost.delete(path);
    return answer;
  }
}

/** Number of the entry that deleted a table, or a field of one, last; 0 where the trash no longer has it. */
export async function lastDeletion(baseId: string, tableId: string, fieldId?: string): Promise<number> {
  const path = `/v1/bases/${baseId}`;
  const { items } = await request<Trash>('GET', `${path}/trash?limit=100`);
  const kind = fieldId === undefined ? 'table' : 'field';
  for (const { seq } of items.filter((item) => item.kind === kind && item.tableId === tableId)) {
    if (fieldId === undefined) return seq;
    // The trash has no ids of fields.
    const entry = `${path}/changes?after=${String(seq - 1)}&limit=1`;
    const { changes } = await request<{ changes: Change[] }>('GET', entry);
    const parts = changes.flatMap((change) => change.changes);
    if (parts.some((part) => part.kind === 'schema' && part.fieldId === fieldId)) return seq;
  }
  return 0;
}
