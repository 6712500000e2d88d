import { mayGoAgain, request } from './request';

/** For how long a request whose answer was lost is one with the next that is the same. */
export const REMEMBERED_MS = 10 * 60_000;

/**
 * Asks for what may have been carried out although its answer was lost: where the same is asked for again, it is under the same
 * key, and the server answers what it did then. What makes something is, a POST: what else is asked for twice does no harm, and
 * an answer that was kept would be of before what others have done since. For the same reason it is of one intent: a form while
 * it is open, or a step of undo or redo.
 */
export class KeyedRequest {
  readonly #lost = new Map<string, { key: string; at: number }>();

  async ask<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    if (method !== 'POST') return request<T>(method, path, body);
    const what = JSON.stringify([path, body]);
    const lost = this.#lost.get(what);
    this.#lost.delete(what);
    const key = lost && Date.now() - lost.at < REMEMBERED_MS ? lost.key : crypto.randomUUID();
    try {
      return await request<T>(method, path, body, undefined, key);
    } catch (error) {
      if (mayGoAgain(error)) this.#lost.set(what, { key, at: Date.now() });
      throw error;
    }
  }
}
