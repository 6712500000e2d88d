import type { Field, FieldRules, PermissionLevel, View } from '@pyairtable/contracts';
import {
  type BaseMember,
  BaseModel,
  type Caller,
  fieldModel,
  type LinkEnd,
  linkEnds,
  type LinkPairing,
  requireLevel,
  TableModel,
} from '@pyairtable/core';
import { fieldWith, textOrderKey } from '@pyairtable/field-types';
import type { Executor } from '../connection/database';
import { unlessGone } from '../connection/faults';
import { EFFECTIVE_LEVEL, permittedBases } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { Statement } from '../sql/statement';

/** A table with what it has, as its rows keep it. */
export interface TableRow {
  id: string;
  name: string;
  description: string | null;
  primaryFieldId: string;
  fields: (Pick<Field, 'id' | 'name' | 'type'> & {
    description: string | null;
    options: unknown;
    rules: FieldRules | null;
    stamped: boolean;
  })[];
  views: { id: string; name: string; type: View['type']; config: Omit<View, 'id' | 'name' | 'type'> }[];
}

interface BaseRow {
  level: PermissionLevel;
  workspaceId: string;
  name: string;
  color: string;
  icon: string;
  schemaVersion: number;
  seq: number;
  tables: TableRow[];
  pairs: LinkPairing[];
  members: BaseMember[];
  counts: Record<string, number>;
  formerNames: Record<string, string>;
}

/** A base as loaded: its model and what changes too often to be part of it. */
export interface LoadedBase {
  model: BaseModel;
  level: PermissionLevel;
  seq: number;
  /** Records per table id. */
  counts: Readonly<Record<string, number>>;
}

/** How fields were called that others name in their formulas, conditions or as link and target, and that are there no more. */
const formerNames = (baseId: string) => `(SELECT coalesce(json_object_agg(x.id, x.name), '{}') FROM (
    SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name FROM ${stateTable(baseId, 'past_structure')} p
    WHERE p.kind = 'field' AND NOT EXISTS (SELECT FROM ${stateTable(baseId, 'field')} f WHERE f.id = p.id)
      AND p.id IN (SELECT m.found[1] FROM ${stateTable(baseId, 'field')} f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
        WHERE f.options ? 'isValid')
    ORDER BY p.id, p.since DESC) x)`;

const columns = (
  baseId: string,
) => `b.workspace_id AS "workspaceId", b.name, b.color, b.icon, h.schema_version AS "schemaVersion", h.seq,
  (SELECT coalesce(json_agg(x ORDER BY x.position, x.id), '[]') FROM (
    SELECT t.id, t.name, t.description, t.primary_field_id AS "primaryFieldId", t.position,
      (SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]') FROM ${stateTable(baseId, 'field')} f WHERE f.table_id = t.id) AS fields,
      (SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]') FROM ${stateTable(baseId, 'view')} v WHERE v.table_id = t.id) AS views
    FROM ${stateTable(baseId, 'table')} t) x) AS tables,
  (SELECT coalesce(json_agg(p), '[]') FROM (
    SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
    FROM ${stateTable(baseId, 'link_pair')}) p) AS pairs,
  (SELECT coalesce(json_agg(m ORDER BY m."permissionLevel" DESC, ${textOrderKey('m.name')}, m.id), '[]') FROM (
    SELECT p.id, p.email, p.name, max(g.level) AS "permissionLevel" FROM (
      SELECT user_id, level FROM api.workspace_member WHERE workspace_id = b.workspace_id
      UNION ALL SELECT user_id, level FROM api.base_member WHERE base_id = b.id) g
    JOIN api.person p ON p.id = g.user_id GROUP BY p.id) m) AS members,
  (SELECT coalesce(json_object_agg(c.table_id, c.record_count), '{}') FROM ${stateTable(baseId, 'table_counter')} c) AS counts,
  ${formerNames(baseId)} AS "formerNames"`;

export function tableModel(row: TableRow, baseId: string, links: ReadonlyMap<string, LinkEnd>): TableModel {
  const fields = row.fields.map(({ id, name, type, description, options, rules, stamped }) =>
    fieldModel(
      fieldWith(
        { id, name, type, ...(description === null ? {} : { description }), ...(rules ? { rules } : {}) },
        options,
      ),
      links.get(id),
      stamped,
    ),
  );
  const views = row.views.map(({ id, name, type, config }) => ({ id, name, type, ...config }));
  const { id, name, description, primaryFieldId } = row;
  return new TableModel({
    id,
    baseId,
    name,
    description: description ?? undefined,
    primaryFieldId,
    fields,
    views,
  });
}

/** Reads a base's structure; null when it does not exist or the caller (null: the system itself) has no access. One statement. */
export async function loadBase(
  executor: Executor,
  baseId: string,
  caller: Pick<Caller, 'userId' | 'resources'> | null,
): Promise<LoadedBase | null> {
  const statement = new Statement(baseId);
  const from = caller ? permittedBases(statement, caller) : 'api.base b WHERE true';
  const level = caller ? EFFECTIVE_LEVEL : `'owner'::api.permission_level`;
  const text = `SELECT ${level} AS level, ${columns(baseId)} FROM ${stateTable(baseId, 'head')} h, ${from}
    AND b.id = ${statement.bind(baseId)} AND h.one`;
  const [row] = await unlessGone(executor.rows<BaseRow>(statement.finish(text)), []);
  if (!row || row.level === 'none') return null;
  const links = linkEnds(row.pairs);
  const { workspaceId, name, color, icon, schemaVersion, members } = row;
  const tables = row.tables.map((table) => tableModel(table, baseId, links));
  const formerNames = new Map(Object.entries(row.formerNames));
  const parts = { id: baseId, workspaceId, name, color, icon, schemaVersion, tables, members, formerNames };
  const model = new BaseModel(parts);
  return { model, level: row.level, seq: row.seq, counts: row.counts };
}

/** The same for a caller who needs a level. Throws where they have a lower one, or no access. */
export async function loadBaseAs(
  executor: Executor,
  caller: Caller,
  baseId: string,
  level: PermissionLevel,
): Promise<LoadedBase> {
  const loaded = await loadBase(executor, baseId, caller);
  requireLevel(loaded?.level ?? null, level);
  return loaded as LoadedBase;
}
