import type { FastifyReply } from 'fastify';

/** Answers with JSON text that is one person's and must not be kept. */
export function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .type('application/json; charset=utf-8')
    .send(text);
}
