import Type from 'typebox';
import { RawCell } from '../cells';
import { CHANGE_SOURCES } from '../changes';
import { Field } from '../schema';
import { HISTORY_ENTRIES, type RecordHistory } from '../history';
import { endpoint } from './endpoint';
import { Actor, id, limit, orNull, time, wholeNumber } from './shapes';

export const Source = Type.Union(CHANGE_SOURCES.map((source) => Type.Literal(source)));

export const readHistory = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/tables/{tableId}/records/{recordId}/history',
  summary: 'What became of a record, or of one of its cells; newest first',
  scopes: ['data.records:read'],
  query: {
    field: Type.Optional(id('field')),
    before: Type.Optional(wholeNumber()),
    limit: limit(HISTORY_ENTRIES),
  },
  status: 200,
  answer: Type.Unsafe<RecordHistory>(
    Type.Object({
      entries: Type.Array(
        Type.Object({
          seq: wholeNumber(),
          at: time(),
          actor: Actor,
          source: Source,
          opId: Type.Optional(Type.String()),
          kind: Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('deleted')]),
          broughtBack: Type.Optional(Type.Literal(true)),
          cells: Type.Array(Type.Object({ fieldId: Type.String(), before: RawCell, after: RawCell })),
        }),
      ),
      titles: Type.Record(Type.String(), Type.String()),
      formerFields: Type.Array(Field),
      next: orNull(wholeNumber()),
    }),
  ),
});
