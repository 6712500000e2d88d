import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from './server';

/** Bytes from which on an answer takes the process a time that others notice. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** For so long after one a person's requests are carried out few at a time. */
const LARGE_FOR_MS = 5_000;
/** One more than one, so that what takes long keeps none of the person's others waiting. */
const AT_ONCE = 2;

/** The requests of one person. */
class Line {
  until = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (this.running < AT_ONCE) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}

/**
 * Carries out few requests at a time of who was just given a large answer: many at once would leave the process to nobody else,
 * as each answer passes through it whole.
 */
export function installLargeAnswers(app: Server): void {
  const lines = new Map<string, Line>();
  const ends = new WeakMap<FastifyRequest, () => void>();

  /** Has the place given back once, when the answer is made or nobody waits for it any more. */
  const leaveAtEnd = (line: Line, request: FastifyRequest, reply: FastifyReply): void => {
    let left = false;
    const end = () => {
      if (!left) line.leave();
      left = true;
    };
    ends.set(request, end);
    reply.raw.once('close', end);
  };

  app.addHook('preHandler', async (request, reply) => {
    const person = request.identity?.sub;
    const line = person === undefined ? undefined : lines.get(person);
    if (person === undefined || !line) return;
    if (line.until < performance.now()) {
      lines.delete(person);
      return;
    }
    await line.enter();
    if (reply.raw.destroyed) line.leave();
    else leaveAtEnd(line, request, reply);
  });

  app.addHook('onSend', (request, _reply, payload, done) => {
    const person = request.identity?.sub;
    if (person !== undefined && typeof payload === 'string' && payload.length >= LARGE_BYTES) {
      const line = lines.get(person) ?? new Line();
      line.until = performance.now() + LARGE_FOR_MS;
      lines.set(person, line);
    }
    const end = ends.get(request);
    // It is written before the next is begun.
    if (end) setImmediate(end);
    done(null, payload);
  });
}
