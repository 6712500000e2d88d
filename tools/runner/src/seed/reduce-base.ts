import { FIELD_TYPES } from '@pyairtable/contracts';
import type { BaseFile, FileField, FileTable, FileView } from './base-file';

const KNOWN = new Set<string>(FIELD_TYPES);

/** The text that a formula primary field would show for each record of a table. */
export type PrimaryTexts = Readonly<Record<string, (record: Record<string, unknown>) => unknown>>;

function keptField(field: FileField, isPrimary: boolean): FileField | undefined {
  if (KNOWN.has(field.type)) return field;
  if (!isPrimary) return undefined;
  const { name, description } = field;
  return { name, type: 'singleLineText', ...(description ? { description } : {}) };
}

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

function reduceTable(table: FileTable, primaryTexts: PrimaryTexts): FileTable {
  const fields = table.fields.flatMap((field, index) => keptField(field, index === 0) ?? []);
  const names = new Set(fields.map(({ name }) => name));
  const [primary] = table.fields;
  const textOf = primary && !KNOWN.has(primary.type) ? primaryTexts[table.name] : undefined;
  const records = table.records?.map((record) => ({
    ...Object.fromEntries(Object.entries(record).filter(([key]) => key.startsWith('_') || names.has(key))),
    ...(primary && textOf ? { [primary.name]: textOf(record) } : {}),
  }));
  return {
    ...table,
    fields,
    ...(table.views ? { views: table.views.map((view) => keptView(view, names)) } : {}),
    ...(records ? { records } : {}),
  };
}

/**
 * The same base with only what this release stores: fields of known types, and a primary field of an unknown type as the
 * text that `primaryTexts` gives. Parts of a file outside its tables (comments, webhooks) are left out. It lets everything through once the types exist.
 */
export function reduceBase(file: BaseFile, primaryTexts: PrimaryTexts): BaseFile {
  const { name, workspace, color, icon, users, files } = file;
  return {
    name,
    ...(workspace === undefined ? {} : { workspace }),
    ...(color === undefined ? {} : { color }),
    ...(icon === undefined ? {} : { icon }),
    ...(users ? { users } : {}),
    ...(files ? { files } : {}),
    tables: file.tables.map((table) => reduceTable(table, primaryTexts)),
  };
}
