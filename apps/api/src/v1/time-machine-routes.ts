import type { Server } from '@pyairtable/server-kit';
import { pathPart } from '../wire/path-ids';
import { requestCaller } from '../wire/request-caller';
import { readCopy } from './time-machine-bodies';

/** A large base takes minutes. */
const COPY_TIMEOUT_MS = 290_000;

/** Bases as they were. */
export function installTimeMachineRoutes(app: Server): void {
  app.post('/v1/bases/:baseId/copies', { handlerTimeout: COPY_TIMEOUT_MS }, async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read', 'schema.bases:read', 'schema.bases:write');
    const copy = await request.store.timeMachine.copy(
      caller,
      pathPart(request, 'baseId'),
      readCopy(request.body),
    );
    reply.code(201);
    return copy;
  });
}
