import { appError } from '@pyairtable/contracts';
import { type IdKind, isId } from '@pyairtable/kernel';
import type { FastifyRequest } from 'fastify';

const ID_PARAMETERS: Readonly<Record<string, IdKind>> = {
  baseId: 'base',
  tableId: 'table',
  fieldId: 'field',
  viewId: 'view',
  recordId: 'record',
  workspaceId: 'workspace',
};

/** Hook: a path whose ids have not the shape of their kind is no route at all, whoever asks. */
export async function requirePathIds(request: FastifyRequest): Promise<void> {
  for (const [name, value] of Object.entries((request.params ?? {}) as Record<string, string>)) {
    const kind = ID_PARAMETERS[name];
    if (kind && !isId(kind, value)) throw appError('ROUTE_NOT_FOUND');
  }
}

/** A path parameter that the route's pattern guarantees. */
export function pathPart(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] as string;
}
