import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bytes of a body from which on its memory is worth the time. */
const LARGE_BODY = 8 * 1024 * 1024;
/** Until then the request itself is gone, and its body with it. */
const AFTER_MS = 250;

let pending = false;

/**
 * Hook `onResponse` for routes that take large bodies: once one is answered, V8 is made to give back the memory that it took. By
 * itself it keeps most of that for as long as others ask. Takes it some tenths of a second, in which nobody is served; does nothing
 * for small bodies, for what was refused, which a stranger could send again and again, or where the process was started without
 * --expose-gc. Bodies that are answered about the same time are one.
 */
export function giveBackMemory(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const length = Number(request.headers['content-length'] ?? Infinity);
  if (length >= LARGE_BODY && reply.statusCode < 400 && !pending) {
    pending = true;
    setTimeout(() => {
      pending = false;
      globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    }, AFTER_MS).unref();
  }
  done();
}
