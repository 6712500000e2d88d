import { LARGE_BODY_BYTES, type LargeBodies } from '@pyairtable/server-kit';
import type { WebSocket } from 'ws';

/**
 * Calls `take` with what a person's socket says, in its order. A large message waits for its turn, and nothing more is read of the
 * socket meanwhile; what had been read is taken behind it. It does not wait for the answers to the person's requests, as those
 * may take longer than a browser waits for a sign of life.
 */
export function takeInOrder(
  socket: WebSocket,
  userId: string,
  bodies: LargeBodies,
  take: (message: Buffer, isBinary: boolean) => void,
): void {
  let last: Promise<void> | null = null;
  socket.on('message', (data, isBinary) => {
    const message = data as Buffer;
    const isLarge = message.length >= LARGE_BODY_BYTES;
    const now = () => take(message, isBinary);
    if (!last && !isLarge) {
      now();
      return;
    }
    socket.pause();
    const own = (last ?? Promise.resolve())
      .then(() => (isLarge ? bodies.read(`sockets of ${userId}`, now) : now()))
      .finally(() => {
        if (last !== own) return;
        last = null;
        socket.resume();
      });
    last = own;
  });
}
