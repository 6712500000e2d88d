import Type from 'typebox';
import { endpoint } from './endpoint';
import { closed, id, maybe, text, wholeNumber } from './shapes';

/** A base with all that is in it, as docs/reference/base-file.md describes. */
const BaseFile = Type.Object({ version: Type.Optional(Type.Unknown()) });
const MAX_PEOPLE = 10_000;
const TEXT = 1_000;

export const exportBase = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/export',
  summary: 'A whole base as a file, which names its people by their addresses',
  scopes: ['data.records:read', 'schema.bases:read', 'user.email:read'],
  status: 200,
  answer: BaseFile,
});

export const findBases = endpoint({
  method: 'GET',
  path: '/v1/admin/bases',
  summary: 'The bases of the instance, or those of one name',
  scopes: 'operator',
  query: { name: Type.Optional(Type.String()) },
  status: 200,
  answer: Type.Object({
    bases: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), workspaceId: Type.String() })),
  }),
});

export const exportAnyBase = endpoint({
  method: 'GET',
  path: '/v1/admin/bases/{baseId}/export',
  summary: 'A whole base as a file',
  scopes: 'operator',
  status: 200,
  answer: BaseFile,
});

/** What was left out of the file, and what is otherwise than in it, are told in words. */
const Imported = Type.Object({
  baseId: Type.String(),
  workspaceId: Type.String(),
  tables: wholeNumber(),
  records: wholeNumber(),
  ignored: Type.Unknown(),
  warnings: Type.Unknown(),
});

/**
 * `users`: the accounts of the file’s people by what the file calls them. `copy`: a base of its own beside the file's, of which only
 * the owner has a part; `collaborators`: with the parts that the file gives its people. `check`: only tells whether the file will do.
 */
export const importBase = endpoint({
  method: 'POST',
  path: '/v1/admin/bases/import',
  summary: 'Makes a base of a file',
  scopes: 'operator',
  body: closed({
    file: Type.Optional(Type.Unknown()),
    workspaceId: Type.Optional(id('workspace')),
    ownerId: id('user'),
    users: maybe(
      Type.Record(
        Type.String(),
        Type.Object({ id: id('user'), email: text(TEXT, 1), name: maybe(text(TEXT)) }),
        { maxProperties: MAX_PEOPLE },
      ),
    ),
    copy: maybe(Type.Boolean()),
    collaborators: maybe(Type.Boolean()),
    check: maybe(Type.Boolean()),
  }),
  status: 201,
  lesser: 200,
  answer: Type.Union([Imported, Type.Object({})]),
});
