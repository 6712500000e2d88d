import { FIELD_TYPES } from '@pyairtable/contracts';
import type { BaseFile, FileTable, FileView } from './base-file';

const KNOWN = new Set<string>(FIELD_TYPES);

/** Names of fields of unknown types, of any table. */
const unknownNames = ({ tables }: BaseFile): ReadonlySet<string> =>
  new Set(
    tables.flatMap(({ fields }) => fields.filter(({ type }) => !KNOWN.has(type)).map(({ name }) => name)),
  );

function keptView({ filter, groupBy, sort, visibleFields, ...view }: FileView, names: Set<string>): FileView {
  const mentioned = [...(filter ?? '').matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  return {
    ...view,
    ...(filter !== undefined && mentioned.every((name) => names.has(name)) ? { filter } : {}),
    ...(groupBy !== undefined && names.has(groupBy) ? { groupBy } : {}),
    ...(sort ? { sort: sort.filter(({ field }) => names.has(field)) } : {}),
    ...(visibleFields ? { visibleFields: visibleFields.filter((name) => names.has(name)) } : {}),
  };
}

function reduceTable(table: FileTable, unknown: ReadonlySet<string>): FileTable {
  const fields = table.fields.filter(
    ({ type, options }) => KNOWN.has(type) && !unknown.has(String(options?.['fieldInLinkedTable'])),
  );
  const names = new Set(fields.map(({ name }) => name));
  const records = table.records?.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key.startsWith('_') || names.has(key))),
  );
  return {
    ...table,
    fields,
    ...(table.views ? { views: table.views.map((view) => keptView(view, names)) } : {}),
    ...(records ? { records } : {}),
  };
}

/**
 * The same base with only what this release stores: fields of known types, and lookups of those. Parts of a file outside
 * its tables (comments, webhooks) are left out.
 */
export function reduceBase(file: BaseFile): BaseFile {
  const { name, workspace, color, icon, users, files } = file;
  const unknown = unknownNames(file);
  return {
    name,
    ...(workspace === undefined ? {} : { workspace }),
    ...(color === undefined ? {} : { color }),
    ...(icon === undefined ? {} : { icon }),
    ...(users ? { users } : {}),
    ...(files ? { files } : {}),
    tables: file.tables.map((table) => reduceTable(table, unknown)),
  };
}
