import { mayGoAgain, request } from './request';

type Write = 'POST' | 'PATCH' | 'DELETE';

/**
 * Asks for what may have been carried out although its answer was lost: where it is asked for next again, it is under the same
 * key, and the server answers what it did then. Anything else in between, and it is asked for anew.
 */
export class KeyedRequest {
  #lost: { what: string; key: string } | null = null;

  async ask<T>(method: Write, path: string, body?: unknown): Promise<T> {
    const what = JSON.stringify([method, path, body]);
    const key = this.#lost?.what === what ? this.#lost.key : crypto.randomUUID();
    this.#lost = null;
    try {
      return await request<T>(method, path, body, undefined, key);
    } catch (error) {
      if (mayGoAgain(error)) this.#lost = { what, key };
      throw error;
    }
  }
}
