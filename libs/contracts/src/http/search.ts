import Type from 'typebox';
import { type BaseMatches, SEARCH_LIMITS, type ViewMatches } from '../search';
import { endpoint } from './endpoint';
import { limit, wholeNumber } from './shapes';

/** In whose eyes: cells are sought by the texts of `cellFormat=string`. */
const EYES = {
  query: Type.String({ minLength: 1, maxLength: SEARCH_LIMITS.query }),
  timeZone: Type.String(),
  userLocale: Type.String(),
};

export const searchView = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/tables/{tableId}/search',
  summary: 'The rows of a view, or of the table, in which a cell shows a text',
  scopes: ['data.records:read'],
  query: {
    view: Type.Optional(Type.String()),
    after: Type.Optional(wholeNumber()),
    limit: limit(SEARCH_LIMITS.matches),
    ...EYES,
  },
  status: 200,
  answer: Type.Unsafe<ViewMatches>(
    Type.Object({
      seq: wholeNumber(),
      schemaVersion: wholeNumber(),
      total: wholeNumber(),
      matches: Type.Array(
        Type.Object({ index: wholeNumber(), recordId: Type.String(), fieldIds: Type.Array(Type.String()) }),
      ),
    }),
  ),
});

export const searchBase = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/search',
  summary: 'The records of a base in which a cell shows a text, table by table',
  scopes: ['data.records:read'],
  query: { limit: limit(SEARCH_LIMITS.base.matches), ...EYES },
  status: 200,
  answer: Type.Unsafe<BaseMatches>(
    Type.Object({
      tables: Type.Array(
        Type.Object({
          tableId: Type.String(),
          matches: Type.Array(
            Type.Object({
              recordId: Type.String(),
              title: Type.String(),
              fieldIds: Type.Array(Type.String()),
            }),
          ),
          more: Type.Boolean(),
        }),
      ),
      unsearchedTableIds: Type.Array(Type.String()),
    }),
  ),
});
