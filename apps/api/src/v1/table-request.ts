import type { BodyOf, fields, tables } from '@pyairtable/contracts/http';
import type { FieldRequest } from '@pyairtable/core';
import type { TableRequest } from '@pyairtable/store-postgres';

/** A field of the contract as the store makes one: what is null was not said. */
export const fieldRequest = ({
  description,
  options,
  ...field
}: BodyOf<typeof fields.createField>): FieldRequest => ({
  ...field,
  description: description ?? undefined,
  options: options ?? undefined,
});

/** The same of a table, which has one field for names where none are named. */
export const tableRequest = ({
  name,
  description,
  fields: given = [{ name: 'Name', type: 'singleLineText' }],
}: BodyOf<typeof tables.createTable>): TableRequest => ({
  name,
  description: description ?? undefined,
  fields: given.map(fieldRequest),
});
