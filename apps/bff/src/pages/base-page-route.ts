import { BasePageQuery, type BaseSchema, PAGE_ROWS } from '@pyairtable/contracts';
import { identityOf, requireIdentity, type Server } from '@pyairtable/server-kit';
import Type from 'typebox';
import type { Upstream } from '../upstream';
import { type BasePlace, placeIn } from './base-place';
import { memberText, objectText } from './json-text';
import { sendPage } from './send-page';
import { pageUser } from './user';

/** So long a page waits for its rows, in milliseconds: it opens without, and reads them itself, where they take longer. */
const ROWS_PATIENCE_MS = 5_000;

const Params = Type.Object({ baseId: Type.String({ pattern: '^app[0-9A-Za-z]{14}$' }) });

/**
 * `GET /bff/bases/{app}/page` → `BasePage`. Schema, rail and rows are asked for at once when the address names the
 * place; rows are forwarded as text. A place that the schema does not have is replaced and its rows are read then. Where rows
 * cannot be read the page comes without (`window` null): what takes its formulas too long is mended on the page.
 */
export function installBasePageRoute(app: Server, api: Upstream): void {
  const schema = { params: Params, querystring: BasePageQuery };
  app.get('/bff/bases/:baseId/page', { onRequest: requireIdentity, schema }, async (request, reply) => {
    const { params, query } = request;
    const rowsOf = ({ tableId, viewId }: BasePlace) => {
      const search = new URLSearchParams({
        ...(viewId ? { view: viewId } : {}),
        start: '0',
        limit: String(query.limit ?? PAGE_ROWS.default),
      });
      return api.get(
        `/v1/bases/${params.baseId}/tables/${tableId}/rows?${search}`,
        request,
        ROWS_PATIENCE_MS,
      );
    };
    const asked: BasePlace | null =
      query.table && query.view ? { tableId: query.table, viewId: query.view } : null;
    const guess = asked && rowsOf(asked);
    // Whether the guess is used is only known later; its failure alone must not end the process.
    guess?.catch(() => undefined);
    const [baseText, workspacesText] = await Promise.all([
      api.get(`/v1/bases/${params.baseId}`, request),
      api.get('/v1/workspaces', request),
    ]);
    const place = placeIn(JSON.parse(baseText) as BaseSchema, query);
    const guessed = asked?.tableId === place.tableId && asked.viewId === place.viewId;
    const rows = guessed && guess ? guess : place.tableId === null ? 'null' : rowsOf(place);
    const window = await Promise.resolve(rows).catch((error: unknown) => {
      request.log.warn({ err: error }, 'page without rows');
      return 'null';
    });
    return sendPage(
      reply,
      objectText({
        user: JSON.stringify(pageUser(identityOf(request))),
        workspaces: memberText(workspacesText, 'workspaces'),
        base: baseText,
        tableId: JSON.stringify(place.tableId),
        viewId: JSON.stringify(place.viewId),
        window,
      }),
    );
  });
}
