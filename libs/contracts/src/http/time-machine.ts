import Type from 'typebox';
import { RawCell } from '../cells';
import { COMPARED_RECORDS, type Comparison } from '../comparison';
import {
  type BaseCopy,
  type BroughtBack,
  MOMENTS,
  type Moments,
  type Snapshot,
  type Snapshots,
} from '../time-machine';
import { MAX_NAME_LENGTH } from '../limits';
import { endpoint } from './endpoint';
import { Source } from './history';
import { Actor, closed, id, limit, maybe, orNull, text, time, wholeNumber } from './shapes';

/** As an entry of the log left the base, or as it was at a time. */
const MomentShape = Type.Union([
  closed({ seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  closed({
    at: Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d)$',
    }),
  }),
]);

const name = () => text(MAX_NAME_LENGTH, 1);

export const copyBase = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/copies',
  summary: 'Makes a new base of what a base was at a moment',
  scopes: ['data.records:read', 'schema.bases:read', 'schema.bases:write'],
  body: closed({
    moment: MomentShape,
    name: name(),
    workspaceId: Type.Optional(id('workspace')),
  }),
  status: 201,
  answer: Type.Unsafe<BaseCopy>(
    Type.Object({
      baseId: Type.String(),
      workspaceId: Type.String(),
      tables: wholeNumber(),
      records: wholeNumber(),
      seq: wholeNumber(),
    }),
  ),
});

export const bringBack = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/restore',
  summary:
    'Brings a base back to what it was at a moment; what it was until now stays, as the moment `before`',
  scopes: ['data.records:write', 'schema.bases:write'],
  body: closed({ moment: MomentShape }),
  status: 200,
  answer: Type.Unsafe<BroughtBack>(Type.Object({ seq: wholeNumber(), before: wholeNumber() })),
});

export const listMoments = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/moments',
  summary: 'The entries of the log to which the base can be brought back, in short; newest first',
  scopes: ['data.records:read', 'schema.bases:read'],
  query: { before: Type.Optional(wholeNumber()), limit: limit(MOMENTS) },
  status: 200,
  answer: Type.Unsafe<Moments>(
    Type.Object({
      moments: Type.Array(
        Type.Object({
          seq: wholeNumber(),
          at: time(),
          actor: Actor,
          source: Source,
          created: wholeNumber(),
          updated: wholeNumber(),
          deleted: wholeNumber(),
          actions: Type.Array(Type.String()),
          subjects: Type.Array(
            Type.Object({
              action: Type.String(),
              tableId: Type.Optional(Type.String()),
              fieldId: Type.Optional(Type.String()),
              viewId: Type.Optional(Type.String()),
              settings: Type.Optional(Type.Array(Type.String())),
              name: Type.Optional(Type.String()),
              at: Type.Optional(Type.String()),
            }),
          ),
          tableIds: Type.Array(Type.String()),
          record: orNull(
            Type.Object({
              id: Type.String(),
              tableId: Type.String(),
              title: orNull(Type.String()),
              fieldIds: Type.Array(Type.String()),
            }),
          ),
        }),
      ),
      next: orNull(wholeNumber()),
      keptFrom: wholeNumber(),
    }),
  ),
});

const Change = Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]);

export const compareMoments = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/comparison',
  summary:
    'What of a base is other at one moment than at an earlier one: tables, fields, views, and page by page the records',
  scopes: ['data.records:read', 'schema.bases:read'],
  query: {
    from: wholeNumber(),
    to: Type.Optional(wholeNumber()),
    after: Type.Optional(id('record')),
    limit: limit(COMPARED_RECORDS),
  },
  status: 200,
  answer: Type.Unsafe<Comparison>(
    Type.Object({
      from: wholeNumber(),
      to: wholeNumber(),
      structure: Type.Array(
        Type.Object({
          kind: Type.Union([Type.Literal('table'), Type.Literal('field'), Type.Literal('view')]),
          id: Type.String(),
          tableId: Type.String(),
          name: Type.String(),
          change: Change,
          aspects: Type.Array(Type.String()),
        }),
      ),
      hasMoreStructure: Type.Boolean(),
      records: Type.Array(
        Type.Object({
          id: Type.String(),
          tableId: Type.String(),
          change: Change,
          cells: Type.Array(Type.Object({ fieldId: Type.String(), before: RawCell, after: RawCell })),
        }),
      ),
      titles: Type.Record(Type.String(), Type.String()),
      next: orNull(Type.String()),
    }),
  ),
});

const SnapshotShape = Type.Unsafe<Snapshot>(
  Type.Object({
    id: wholeNumber(),
    seq: wholeNumber(),
    name: Type.String(),
    at: time(),
    madeAt: time(),
    actor: Actor,
  }),
);

export const listSnapshots = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/snapshots',
  summary: 'The moments of a base that somebody named; the latest moment first',
  scopes: ['schema.bases:read'],
  status: 200,
  answer: Type.Unsafe<Snapshots>(Type.Object({ snapshots: Type.Array(SnapshotShape), most: wholeNumber() })),
});

export const makeSnapshot = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/snapshots',
  summary: 'Names a moment of a base, the present one unless told otherwise',
  scopes: ['schema.bases:write'],
  body: closed({ name: name(), moment: maybe(MomentShape) }),
  status: 201,
  answer: SnapshotShape,
});

export const renameSnapshot = endpoint({
  method: 'PATCH',
  path: '/v1/bases/{baseId}/snapshots/{number}',
  summary: 'Names a moment otherwise',
  scopes: ['schema.bases:write'],
  body: closed({ name: name() }),
  status: 200,
  answer: SnapshotShape,
});

export const deleteSnapshot = endpoint({
  method: 'DELETE',
  path: '/v1/bases/{baseId}/snapshots/{number}',
  summary: 'Forgets the name of a moment',
  scopes: ['schema.bases:write'],
  status: 204,
});
