import Type from 'typebox';
import {
  TRASH_ITEMS,
  TRASH_KINDS,
  type Restored,
  type Trash,
  type TrashedBases,
  type TrashKind,
} from '../trash';
import { endpoint } from './endpoint';
import { Actor, limit, orNull, time, wholeNumber } from './shapes';

const Kind = Type.Unsafe<TrashKind>(Type.Union(TRASH_KINDS.map((kind) => Type.Literal(kind))));

export const listTrash = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/trash',
  summary: 'What was deleted of a base and can be brought back; newest first',
  scopes: ['data.records:read', 'schema.bases:read'],
  query: { before: Type.Optional(wholeNumber()), limit: limit(TRASH_ITEMS) },
  status: 200,
  answer: Type.Unsafe<Trash>(
    Type.Object({
      items: Type.Array(
        Type.Object({
          seq: wholeNumber(),
          kind: Kind,
          tableId: Type.String(),
          name: Type.String(),
          records: Type.Optional(wholeNumber()),
          at: time(),
          actor: Actor,
        }),
      ),
      next: orNull(wholeNumber()),
      days: wholeNumber(),
    }),
  ),
});

export const restoreFromTrash = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/trash/{seq}/restore',
  summary: 'Brings back what an entry of the log deleted',
  scopes: ['data.records:write', 'schema.bases:write'],
  status: 200,
  answer: Type.Unsafe<Restored>(
    Type.Object({
      kind: Kind,
      tableId: Type.String(),
      recordIds: Type.Optional(Type.Array(Type.String())),
      waiting: Type.Optional(
        Type.Array(Type.Object({ name: Type.String(), tableName: orNull(Type.String()) })),
      ),
    }),
  ),
});

export const listTrashedBases = endpoint({
  method: 'GET',
  path: '/v1/trash',
  summary: 'The deleted bases that can be brought back',
  scopes: ['schema.bases:read'],
  status: 200,
  answer: Type.Unsafe<TrashedBases>(
    Type.Object({
      bases: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          color: Type.String(),
          icon: Type.String(),
          workspaceId: Type.String(),
          at: time(),
          actor: Actor,
        }),
      ),
      days: wholeNumber(),
    }),
  ),
});

export const restoreBase = endpoint({
  method: 'POST',
  path: '/v1/trash/{baseId}/restore',
  summary: 'Brings a base back',
  scopes: ['schema.bases:write'],
  status: 204,
});

export const dropBase = endpoint({
  method: 'DELETE',
  path: '/v1/trash/{baseId}',
  summary: 'Deletes a base for good',
  scopes: ['schema.bases:write'],
  status: 204,
});
