import { connect } from 'node:net';
import type { MalformedRequest } from './malformed-request';

/** How long a client waits for an answer before it goes away; a whole request is answered sooner, the rest may never be. */
const PATIENCE_MS = 400;
/** A well-formed request is answered in this time: the gateway's limit for one, and some more. */
const ANSWER_MS = 35_000;

/** Sends the bytes on a connection of their own and answers what came until its end, or until patience is over. */
export function rawExchange(
  { hostname, port }: { hostname: string; port: number },
  { pieces, ending }: MalformedRequest,
): Promise<Buffer> {
  return new Promise((done) => {
    const came: Buffer[] = [];
    const socket = connect({ host: hostname, port, allowHalfOpen: true });
    const timer = setTimeout(() => socket.destroy(), ending === 'answer' ? ANSWER_MS : PATIENCE_MS);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => came.push(bytes));
    socket.on('end', () => socket.destroy());
    // A refused connection and a reset one are ends like others: what came before them is judged.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      done(Buffer.concat(came));
    });
    for (const piece of pieces) socket.write(piece);
    if (ending === 'half-close') socket.end();
    if (ending === 'destroy') setImmediate(() => socket.destroy());
  });
}
