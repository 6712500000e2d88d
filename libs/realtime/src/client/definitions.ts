import type { Table } from '@pyairtable/contracts';

/** All that decides what the cells of computed fields are. */
export const definitions = (tables: readonly Table[]): string =>
  JSON.stringify(
    tables.map(({ id, primaryFieldId, fields }) => [
      id,
      primaryFieldId,
      fields.map((field) => [field.id, field.type, field.options]),
    ]),
  );
