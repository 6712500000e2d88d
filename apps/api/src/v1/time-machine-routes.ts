import { appError, type Moment } from '@pyairtable/contracts';
import { timeMachine as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { pathNumber } from '../wire/path-ids';
import { serve } from '../wire/serve';

/** A large base takes minutes. */
const COPY_TIMEOUT_MS = 290_000;

/** How much later than ours the clock of a program may be that asks for what is there now. */
const CLOCK_SKEW_MS = 60_000;

/** A date says another day than it was told to when no calendar has that. */
const isDay = (day: string): boolean => {
  const read = new Date(`${day}T00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
};

/** The moment with its time in UTC; one that no calendar has is refused, and one of no year from 1 to 9999. */
function readMoment(moment: Moment): Moment {
  if ('seq' in moment) return moment;
  const at = new Date(moment.at);
  if (Number.isNaN(at.getTime()) || !isDay(moment.at.slice(0, 10))) throw appError('INVALID_REQUEST_UNKNOWN');
  const text = at.toISOString();
  if (!/^\d{4}-/.test(text) || text.startsWith('0000')) throw appError('INVALID_REQUEST_UNKNOWN');
  if (at.getTime() > Date.now() + CLOCK_SKEW_MS)
    throw appError('MOMENT_NOT_KEPT', 'This moment of the base has not come yet');
  return { at: text };
}

/** Bases as they were. */
export function installTimeMachineRoutes(app: Server): void {
  serve(
    app,
    endpoints.copyBase,
    ({ caller, store, path, body, keepAnswer }) =>
      store.timeMachine.copy(
        caller,
        path.baseId,
        { ...body, moment: readMoment(body.moment) },
        { settle: keepAnswer ?? undefined },
      ),
    { handlerTimeout: COPY_TIMEOUT_MS, apart: true },
  );

  serve(
    app,
    endpoints.bringBack,
    ({ caller, store, path, body, keepAnswer }) =>
      store.timeMachine.bringBack(caller, path.baseId, readMoment(body.moment), {
        settle: keepAnswer ?? undefined,
      }),
    { handlerTimeout: COPY_TIMEOUT_MS, apart: true },
  );

  serve(app, endpoints.listMoments, ({ caller, store, path, query }) =>
    store.history.moments(caller, path.baseId, { before: query.before ?? null, limit: query.limit }),
  );

  serve(app, endpoints.compareMoments, ({ caller, store, path, query: { to, after, ...query } }) =>
    store.history.compare(caller, path.baseId, { ...query, to: to ?? null, after: after ?? null }),
  );

  serve(app, endpoints.listSnapshots, ({ caller, store, path }) => store.snapshots.list(caller, path.baseId));

  serve(app, endpoints.makeSnapshot, ({ caller, store, path, body }) =>
    store.snapshots.make(caller, path.baseId, body.name, body.moment ? readMoment(body.moment) : null),
  );

  serve(app, endpoints.renameSnapshot, ({ caller, store, path, body }) =>
    store.snapshots.rename(caller, path.baseId, pathNumber(path.number), body.name),
  );

  serve(app, endpoints.deleteSnapshot, ({ caller, store, path }) =>
    store.snapshots.delete(caller, path.baseId, pathNumber(path.number)),
  );
}
