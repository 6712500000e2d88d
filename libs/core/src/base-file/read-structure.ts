import { FIELD_TYPES, VIEW_TYPES, type FieldTypeName, type View } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import { LIMITS } from './limits';
import type { DraftBase, DraftField, DraftTable } from './draft';
import type { Identities } from './identities';
import { at, isObject, type Problems } from './problems';

const isFieldType = (type: unknown): type is FieldTypeName =>
  (FIELD_TYPES as readonly unknown[]).includes(type);
const isViewType = (type: unknown): type is View['type'] => (VIEW_TYPES as readonly unknown[]).includes(type);

/** Enters something under its id and its name; names that differ by case or outer blanks alone are one name. */
function enter<T>(
  found: { by: Map<string, T>; names: Set<string> },
  entry: T,
  id: string,
  name: { text: string; path: string },
  problems: Problems,
): void {
  const plain = name.text.trim().toLowerCase();
  if (found.names.has(plain)) problems.add(name.path, `"${name.text}" is used twice`);
  found.names.add(plain);
  if (!found.by.has(id)) found.by.set(id, entry);
  found.by.set(name.text, entry);
}

/** Airtable's rank of synchronised records: an order that is not kept. */
const isRank = (field: unknown): field is Record<string, unknown> =>
  isObject(field) && field['type'] === 'manualSort';

function readField(
  given: unknown,
  path: string,
  ids: Identities,
  problems: Problems,
): DraftField | undefined {
  const source = problems.object(given, path);
  if (!source) return undefined;
  const id = ids.claim('field', source['id'], at(path, 'id'));
  const name = problems.text(source['name'], at(path, 'name'), LIMITS.name);
  const description = problems.optionalText(
    source['description'],
    at(path, 'description'),
    LIMITS.description,
  );
  const type = source['type'];
  if (!isFieldType(type)) {
    return problems.add(
      at(path, 'type'),
      `unknown field type ${JSON.stringify(type)?.slice(0, 60) ?? '(none)'}`,
    );
  }
  if (name === undefined) return undefined;
  return {
    path,
    given: source['options'],
    givenRules: source['rules'],
    field: fieldWith({ id, name, type, ...(description ? { description } : {}) }, undefined),
  };
}

function readViews(given: unknown, path: string, ids: Identities, problems: Problems): DraftTable['views'] {
  const views: DraftTable['views'] = [];
  const names = new Set<string>();
  for (const [index, element] of problems.elements(given, path, { limit: LIMITS.views }).entries()) {
    const viewPath = at(path, index);
    const source = problems.object(element, viewPath);
    if (!source) continue;
    const id = ids.claim('view', source['id'], at(viewPath, 'id'));
    const name = problems.name(source['name'], source['id'], at(viewPath, 'name'), LIMITS.name);
    const type = source['type'] ?? 'grid';
    if (!isViewType(type)) problems.add(at(viewPath, 'type'), 'unknown view type');
    if (name === undefined || !isViewType(type)) continue;
    if (names.has(name)) problems.add(at(viewPath, 'name'), `"${name}" is used twice`);
    names.add(name);
    views.push({ path: viewPath, view: { id, name, type }, given: source });
  }
  if (views.length > 0) return views;
  return [
    { path, view: { id: ids.claim('view', undefined, path), name: 'Grid view', type: 'grid' }, given: {} },
  ];
}

/** First pass: the tables, fields and views there are, with their ids; options, views' contents and records come later. */
export function readStructure(given: unknown, ids: Identities, problems: Problems): DraftBase {
  const base: DraftBase = { ignored: [], tables: [], tableBy: new Map() };
  const tableNames = new Set<string>();
  // A base may have none, but a file that does not name them is none of a base.
  if (given === undefined) problems.add('tables', 'must be a list');
  for (const [index, element] of problems.elements(given, 'tables', { limit: LIMITS.tables }).entries()) {
    const path = at('tables', index);
    const source = problems.object(element, path);
    if (!source) continue;
    const id = ids.claim('table', source['id'], at(path, 'id'));
    const name = problems.text(source['name'], at(path, 'name'), LIMITS.name);
    const description = problems.optionalText(
      source['description'],
      at(path, 'description'),
      LIMITS.description,
    );
    const fields: DraftField[] = [];
    const fieldBy = new Map<string, DraftField>();
    const fieldNames = new Set<string>();
    const fieldsPath = at(path, 'fields');
    const leftOut = new Set<string>();
    for (const [position, field] of problems
      .elements(source['fields'], fieldsPath, { limit: LIMITS.fields, least: 1 })
      .entries()) {
      if (isRank(field)) {
        base.ignored.push(at(fieldsPath, position));
        for (const name of [field['name'], field['id']]) if (typeof name === 'string') leftOut.add(name);
        continue;
      }
      const draft = readField(field, at(fieldsPath, position), ids, problems);
      if (!draft) continue;
      fields.push(draft);
      const { id: fieldId, name: text } = draft.field;
      enter(
        { by: fieldBy, names: fieldNames },
        draft,
        fieldId,
        { text, path: at(draft.path, 'name') },
        problems,
      );
    }
    const views = readViews(source['views'], at(path, 'views'), ids, problems);
    if (name === undefined) continue;
    const table: DraftTable = {
      path,
      id,
      name,
      ...(description ? { description } : {}),
      fields,
      fieldBy,
      leftOut,
      views,
      given: source,
    };
    base.tables.push(table);
    const tables = { by: base.tableBy, names: tableNames };
    enter(tables, table, id, { text: name, path: at(path, 'name') }, problems);
  }
  return base;
}
