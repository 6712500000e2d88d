import Type from 'typebox';
import { MAX_DESCRIPTION_LENGTH, MAX_FIELDS, MAX_NAME_LENGTH } from '../limits';
import { Place } from '../place';
import { Table as TableShape, type Table as SomeTable } from '../schema';
import { endpoint } from './endpoint';
import { NewField, LONGEST_NAME } from './fields';
import { closed, Entry, maybe, text } from './shapes';

const Table = Type.Unsafe<SomeTable>(TableShape);

/** The first field becomes the primary one; without any, the table has one for names. */
export const NewTable = closed({
  name: text(LONGEST_NAME),
  description: maybe(text(MAX_DESCRIPTION_LENGTH)),
  fields: Type.Optional(Type.Array(NewField, { minItems: 1, maxItems: MAX_FIELDS })),
});

export const createTable = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/tables',
  summary: 'Makes a table at the end of a base',
  scopes: ['schema.bases:write'],
  body: NewTable,
  status: 201,
  answer: Table,
});

export const changeTable = endpoint({
  method: 'PATCH',
  path: '/v1/bases/{baseId}/tables/{tableId}',
  summary: 'Changes name or description of a table; null takes the description away',
  scopes: ['schema.bases:write'],
  body: closed({
    name: Type.Optional(text(MAX_NAME_LENGTH, 1)),
    description: maybe(text(MAX_DESCRIPTION_LENGTH)),
  }),
  status: 200,
  answer: Table,
});

export const deleteTable = endpoint({
  method: 'DELETE',
  path: '/v1/bases/{baseId}/tables/{tableId}',
  summary: 'Moves a table to the trash',
  scopes: ['schema.bases:write'],
  status: 200,
  answer: Entry,
});

export const placeTable = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/tables/{tableId}/place',
  summary: 'Puts a table in front of another, or at the end',
  scopes: ['schema.bases:write'],
  body: Place,
  status: 204,
});
