import { appError } from '@pyairtable/contracts';
import { type IdKind, isId } from '@pyairtable/kernel';
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';

const ID_PARAMETERS: Readonly<Record<string, IdKind>> = {
  baseId: 'base',
  tableId: 'table',
  fieldId: 'field',
  viewId: 'view',
  recordId: 'record',
  workspaceId: 'workspace',
  userId: 'user',
};

/** Hook: a path whose ids have not the shape of their kind is no route at all, whoever asks. */
export function requirePathIds(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  const wrong = Object.entries((request.params ?? {}) as Record<string, string>).some(([name, value]) => {
    const kind = ID_PARAMETERS[name];
    return kind && !isId(kind, value);
  });
  done(wrong ? appError('ROUTE_NOT_FOUND') : undefined);
}

/** A number in a path, from one on; anything else is no address at all. */
export function pathNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw appError('ROUTE_NOT_FOUND');
  return Number(text);
}

/** A path parameter that the route's pattern guarantees. */
export function pathPart(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] as string;
}
