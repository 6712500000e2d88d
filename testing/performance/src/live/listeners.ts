import { once } from 'node:events';
import WebSocket from 'ws';

/** Sockets that note when each of them heard of each number written. */
export class Listeners {
  /** When it was heard, by number, one for each socket that did. */
  readonly heard = new Map<number, number[]>();
  readonly #sockets: WebSocket[] = [];

  static async open(
    count: number,
    address: URL,
    headers: Record<string, string>,
    numberIn: (message: string) => number | undefined,
  ): Promise<Listeners> {
    const listeners = new Listeners();
    for (let index = 0; index < count; index++) {
      const socket = new WebSocket(address, { headers });
      await once(socket, 'open');
      socket.on('message', (text) => {
        const now = performance.now();
        const number = numberIn(String(text));
        if (number === undefined) return;
        const times = listeners.heard.get(number) ?? [];
        times.push(now);
        listeners.heard.set(number, times);
      });
      listeners.#sockets.push(socket);
    }
    return listeners;
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}
