import { readFileSync } from 'node:fs';
import { FIELD_TYPES } from '@pyairtable/contracts';
import type { ApiHarness, Client } from './api-harness';

interface FileTable {
  name: string;
  fields: { name: string; type: string; options?: Record<string, unknown> }[];
  records: Record<string, unknown>[];
}

/** The sample base's file, without fields of types that are not served yet and lookups of those. */
export function sampleFile(): { tables: FileTable[] } {
  const path = new URL('../../../../testing/data/rich-base.schema.json', import.meta.url);
  const file = JSON.parse(readFileSync(path, 'utf8')) as { tables: FileTable[] };
  const served = (type: string) => (FIELD_TYPES as readonly string[]).includes(type);
  const unserved = new Set(
    file.tables.flatMap(({ fields }) => fields.filter(({ type }) => !served(type)).map(({ name }) => name)),
  );
  for (const table of file.tables) {
    const gone = table.fields.filter(
      ({ type, options }) => !served(type) || unserved.has(String(options?.['fieldInLinkedTable'])),
    );
    table.fields = table.fields.filter((field) => !gone.includes(field));
    for (const record of table.records) for (const { name } of gone) delete record[name];
  }
  return file;
}

export type Cells = Record<string, unknown>;

/** A base as it was imported for a client, who owns it. */
export interface ImportedBase {
  id: string;
  imported: { tables: number; records: number; warnings: { path: string; message: string }[] };
  /** All records of a table, in the order of the query. */
  records(table: string, query?: string): Promise<{ id: string; fields: Cells }[]>;
}

/** Imports a file the way the operator does; its person `@mia` is the owner. */
export async function importFile(api: ApiHarness, owner: Client, file: unknown): Promise<ImportedBase> {
  const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
  // As their token has it: another name would be changed by their first request, and the structure with it.
  const users = { '@mia': { id: owner.userId, email: owner.email, name: owner.name } };
  const request = { file, ownerId: owner.userId, users };
  const answer = await operator.post('/v1/admin/bases/import', request);
  if (answer.status !== 201) throw new Error(answer.text);
  const { baseId, ...imported } = answer.body;
  return {
    id: baseId,
    imported,
    async records(table, query = '') {
      const found: { id: string; fields: Cells }[] = [];
      for (let offset: string | undefined; ;) {
        const more = offset === undefined ? '' : `&offset=${encodeURIComponent(offset)}`;
        const page = await owner.get(`/v0/${baseId}/${encodeURIComponent(table)}?${query}${more}`);
        if (page.status !== 200) throw new Error(page.text);
        found.push(...page.body.records);
        offset = page.body.offset;
        if (offset === undefined) return found;
      }
    },
  };
}
