import type { Server } from './server';

/**
 * Makes `request.signal` say that nobody waits for the answer any more, and the time limit of handlers hold for requests
 * with a body too. Fastify 5 takes the end of the body for the end of the request (fastify/fastify#6725): it would abort
 * the one and forget the other. What it does at that end is done when the answer breaks off instead.
 */
export function installAbandonment(app: Server): void {
  app.addHook('onRequest', (request, reply, done) => {
    const abandon = request.raw.listeners('close') as (() => void)[];
    for (const listener of abandon) request.raw.off('close', listener);
    reply.raw.once('close', () => {
      if (!reply.raw.writableEnded) for (const listener of abandon) listener.call(request.raw);
    });
    done();
  });
}
