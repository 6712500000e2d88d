import type { FastifyReply } from 'fastify';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Text that is JSON already, made by the database and never parsed here, as what a handler returns. */
export function sendJsonText(reply: FastifyReply, text: string): string {
  reply.type(JSON_TYPE);
  return text;
}
