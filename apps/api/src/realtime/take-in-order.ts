import { LARGE_BODY_BYTES, type LargeBodies } from '@pyairtable/server-kit';
import type { WebSocket } from 'ws';

/** How long a person's next large message waits for what the one before says: less than a browser waits for a sign of life. */
const WAIT_MS = 5_000;

/**
 * Calls `take` with what a person's socket says, in its order. A large message waits for its turn, which comes when what the
 * person's last one said was done, or takes long, and nothing more is read of the socket meanwhile; what had been read is taken
 * behind it. It does not wait for the answers to the person's requests.
 */
export function takeInOrder(
  socket: WebSocket,
  userId: string,
  bodies: LargeBodies,
  take: (message: Buffer, isBinary: boolean) => Promise<void>,
): void {
  let last: Promise<void> | null = null;
  socket.on('message', (data, isBinary) => {
    const message = data as Buffer;
    const isLarge = message.length >= LARGE_BODY_BYTES;
    const now = () => void take(message, isBinary);
    if (!last && !isLarge) {
      now();
      return;
    }
    const inTurn = () => {
      let end!: () => void;
      const done = new Promise<void>((resolve) => (end = resolve));
      const begin = () => {
        const late = setTimeout(end, WAIT_MS);
        void take(message, isBinary).finally(() => {
          clearTimeout(late);
          end();
        });
      };
      return bodies.read(`sockets of ${userId}`, begin, done);
    };
    socket.pause();
    const own = (last ?? Promise.resolve()).then(isLarge ? inTurn : now).finally(() => {
      if (last !== own) return;
      last = null;
      socket.resume();
    });
    last = own;
  });
}
