import { appError } from '@pyairtable/contracts';
import { search as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { cellFormat } from '../v0/list-parameters';
import { serve } from '../wire/serve';

/** What is sought, and in whose eyes: `timeZone` and `userLocale` as for `cellFormat=string`. */
function soughtIn({ query, timeZone, userLocale }: Record<'query' | 'timeZone' | 'userLocale', string>) {
  const form = cellFormat('string', timeZone, userLocale);
  if (form.kind !== 'string') throw appError('INVALID_REQUEST_UNKNOWN');
  return { query, to: { timeZone: form.timeZone, locale: form.locale } };
}

/** Search in the texts that cells show. */
export function installSearchRoutes(app: Server): void {
  serve(app, endpoints.searchView, ({ caller, store, path, query }) =>
    store.search.view(caller, path.baseId, path.tableId, {
      ...soughtIn(query),
      view: query.view,
      after: query.after ?? null,
      limit: query.limit,
    }),
  );

  serve(app, endpoints.searchBase, ({ caller, store, path, query }) =>
    store.search.base(caller, path.baseId, { ...soughtIn(query), limit: query.limit }),
  );
}
