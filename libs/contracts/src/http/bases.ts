import Type from 'typebox';
import { MAX_FIELDS, MAX_MARK_LENGTH, MAX_NAME_LENGTH, MAX_TABLES } from '../limits';
import { type BaseSchema, PermissionLevel, Table } from '../schema';
import { endpoint } from './endpoint';
import { NewTable } from './tables';
import { closed, id, maybe, text, wholeNumber } from './shapes';

/** A colour's or an icon's name. */
const Mark = maybe(text(MAX_MARK_LENGTH));
const Name = text(MAX_NAME_LENGTH, 1);

/** A base as our own programs see it; addresses for those alone whose credential has `user.email:read`. */
export const Base = Type.Unsafe<Omit<BaseSchema, 'collaborators'> & { collaborators: readonly object[] }>(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    workspaceId: Type.String(),
    color: Type.String(),
    icon: Type.String(),
    permissionLevel: PermissionLevel,
    schemaVersion: wholeNumber(),
    seq: wholeNumber(),
    tables: Type.Array(Table, { maxItems: MAX_TABLES }),
    collaborators: Type.Array(
      Type.Object({
        id: Type.String(),
        email: Type.Optional(Type.String()),
        name: Type.String(),
        permissionLevel: PermissionLevel,
      }),
    ),
  }),
);

export const createBase = endpoint({
  method: 'POST',
  path: '/v1/bases',
  summary: `Makes a base with its tables, each of up to ${MAX_FIELDS} fields`,
  scopes: ['schema.bases:write'],
  body: closed({
    workspaceId: id('workspace'),
    name: Name,
    color: Mark,
    icon: Mark,
    tables: Type.Optional(Type.Array(NewTable, { maxItems: MAX_TABLES })),
  }),
  status: 201,
  answer: Base,
});

export const readBase = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}',
  summary: 'A base with its tables, fields, views and people',
  scopes: ['schema.bases:read'],
  status: 200,
  answer: Base,
});

export const changeBase = endpoint({
  method: 'PATCH',
  path: '/v1/bases/{baseId}',
  summary: 'Changes how a base is called and shown',
  scopes: ['schema.bases:write'],
  body: closed({ name: Type.Optional(Name), color: Mark, icon: Mark }),
  status: 200,
  answer: Base,
});

export const deleteBase = endpoint({
  method: 'DELETE',
  path: '/v1/bases/{baseId}',
  summary: 'Moves a base to the trash',
  scopes: ['schema.bases:write'],
  status: 204,
});
