import { appError, type Moment } from '@pyairtable/contracts';
import { timeMachine as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** A large base takes minutes. */
const COPY_TIMEOUT_MS = 290_000;

/** The moment with its time in UTC; one that no calendar has is refused. */
function readMoment(moment: Moment): Moment {
  if ('seq' in moment) return moment;
  const at = new Date(moment.at);
  if (Number.isNaN(at.getTime())) throw appError('INVALID_REQUEST_UNKNOWN');
  return { at: at.toISOString() };
}

/** Bases as they were. */
export function installTimeMachineRoutes(app: Server): void {
  serve(
    app,
    endpoints.copyBase,
    ({ caller, store, path, body }) =>
      store.timeMachine.copy(caller, path.baseId, { ...body, moment: readMoment(body.moment) }),
    { handlerTimeout: COPY_TIMEOUT_MS },
  );
}
