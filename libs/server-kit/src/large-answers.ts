import type { FastifyRequest } from 'fastify';
import { FewAtOnce } from './few-at-once';
import type { Server } from './server';

/** Bytes from which on an answer takes the process a time that others notice. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** One more than one, so that what takes long keeps none of the person's others waiting; two that do, only for a moment. */
export const BOUNDS = { atOnce: 2, lastsMs: 5_000, heldMs: 1_000 };

/**
 * Carries out few requests at a time of who was just given a large answer: many at once would leave the process to nobody else,
 * as each answer passes through it whole.
 */
export function installLargeAnswers(app: Server, bounds: typeof BOUNDS): void {
  const few = new FewAtOnce(bounds);
  const ends = new WeakMap<FastifyRequest, () => void>();

  app.addHook('preHandler', async (request, reply) => {
    const person = request.identity?.sub;
    const leave = person === undefined ? null : await few.enter(person);
    if (!leave) return;
    // Given back when the answer is made or nobody waits for it any more.
    if (reply.raw.destroyed) return leave();
    ends.set(request, leave);
    reply.raw.once('close', leave);
  });

  app.addHook('onSend', (request, _reply, payload, done) => {
    const person = request.identity?.sub;
    if (person !== undefined && typeof payload === 'string' && payload.length >= LARGE_BYTES)
      few.begin(person);
    const end = ends.get(request);
    // It is written before the next is begun.
    if (end) setImmediate(end);
    done(null, payload);
  });
}
