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

/** The number of a snapshot; anything else is none. */
function readNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw appError('ROUTE_NOT_FOUND');
  return Number(text);
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

  serve(
    app,
    endpoints.bringBack,
    ({ caller, store, path, body }) =>
      store.timeMachine.bringBack(caller, path.baseId, readMoment(body.moment)),
    { handlerTimeout: COPY_TIMEOUT_MS },
  );

  serve(app, endpoints.listMoments, ({ caller, store, path, query }) =>
    store.history.moments(caller, path.baseId, { before: query.before ?? null, limit: query.limit }),
  );

  serve(app, endpoints.listSnapshots, ({ caller, store, path }) => store.snapshots.list(caller, path.baseId));

  serve(app, endpoints.makeSnapshot, ({ caller, store, path, body }) =>
    store.snapshots.make(caller, path.baseId, body.name, body.moment ? readMoment(body.moment) : null),
  );

  serve(app, endpoints.renameSnapshot, ({ caller, store, path, body }) =>
    store.snapshots.rename(caller, path.baseId, readNumber(path.number), body.name),
  );

  serve(app, endpoints.deleteSnapshot, ({ caller, store, path }) =>
    store.snapshots.delete(caller, path.baseId, readNumber(path.number)),
  );
}
