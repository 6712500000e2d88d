BEGIN;

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

SELECT 'owner'::api.permission_level AS level,
  b.workspace_id AS "workspaceId",
  b.name,
  b.color,
  b.icon,
  h.schema_version AS "schemaVersion",
  h.seq,
  (
    SELECT coalesce(json_agg(x ORDER BY x.position, x.id), '[]')
    FROM (
      SELECT t.id,
        t.name,
        t.description,
        t.primary_field_id AS "primaryFieldId",
        t.position,
        (
          SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]')
          FROM "plan"."field" f
          WHERE f.table_id = t.id
        ) AS fields,
        (
          SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]')
          FROM "plan"."view" v
          WHERE v.table_id = t.id
        ) AS views
      FROM "plan"."table" t
    ) x
  ) AS tables,
  (
    SELECT coalesce(json_agg(p), '[]')
    FROM (
      SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
      FROM "plan"."link_pair"
    ) p
  ) AS pairs,
  (
    SELECT coalesce(
      json_agg(m ORDER BY m."permissionLevel" DESC, api.text_order(m.name) COLLATE "C", m.id), '[]'
    )
    FROM (
      SELECT p.id, p.email, p.name, max(g.level) AS "permissionLevel"
      FROM (
        SELECT user_id, level
        FROM api.workspace_member
        WHERE workspace_id = b.workspace_id
        UNION ALL
        SELECT user_id, level
        FROM api.base_member
        WHERE base_id = b.id
      ) g
      JOIN api.person p ON p.id = g.user_id
      GROUP BY p.id
    ) m
  ) AS members,
  (
    SELECT coalesce(json_object_agg(c.table_id, c.record_count), '{}')
    FROM "plan"."table_counter" c
  ) AS counts,
  (
    SELECT coalesce(json_object_agg(x.id, x.name), '{}')
    FROM (
      SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name
      FROM "plan"."past_structure" p
      WHERE p.kind = 'field'
        AND NOT EXISTS (SELECT FROM "plan"."field" f WHERE f.id = p.id)
        
          AND p.id IN (
            SELECT m.found[1]
            FROM "plan"."field" f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
            WHERE f.options ? 'isValid'
          )
      ORDER BY p.id, p.since DESC
    ) x
  ) AS "formerNames"
FROM "plan"."head" h, api.base b
WHERE true
  AND b.id = $1
  AND h.one;

SELECT id, name
FROM api.workspace
WHERE id = $1;

SELECT table_id AS id, next_number AS next
FROM "plan"."table_counter";

SELECT t.__id AS n,
  t.id,
  to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdTime",
  t.created_by AS "createdBy",
  to_char(t.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "modifiedTime",
  t.modified_by AS "modifiedBy",
  json_strip_nulls(json_build_object()) AS "cellTimes",
  (
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"note":' || coalesce(to_json(t."note")::text, 'null'),
          '"weight":'
          || coalesce(
            CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END,
            'null'
          )
        ),
        ''
      )
    )
    || '}'
  )::json AS cells
FROM "plan"."notes" t
WHERE t.__id > $1::bigint
ORDER BY t.__id
LIMIT 5000;

SELECT t.__id AS n,
  t.id,
  to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdTime",
  t.created_by AS "createdBy",
  to_char(t.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "modifiedTime",
  t.modified_by AS "modifiedBy",
  json_strip_nulls(json_build_object()) AS "cellTimes",
  (
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"person":' || coalesce(to_json(t."person")::text, 'null'),
          '"age":'
          || coalesce(
            CASE WHEN abs(t."age") >= 1e15 THEN formula.number_text(t."age") ELSE t."age"::text END, 'null'
          )
        ),
        ''
      )
    )
    || '}'
  )::json AS cells
FROM "plan"."people" t
WHERE t.__id > $1::bigint
ORDER BY t.__id
LIMIT 5000;

SELECT t.__id AS n,
  t.id,
  to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdTime",
  t.created_by AS "createdBy",
  to_char(t.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "modifiedTime",
  t.modified_by AS "modifiedBy",
  json_strip_nulls(json_build_object()) AS "cellTimes",
  (
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"task":' || coalesce(to_json(t."task")::text, 'null'),
          '"points":' || coalesce(
            CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
            'null'
          ),
          '"due":' || coalesce(to_json(t."due")::text, 'null'),
          '"state":' || coalesce(to_json(t."state")::text, 'null'),
          '"assignee":' || coalesce(to_json(t."assignee")::text, 'null'),
          '"number":' || coalesce(t."number"::text, 'null')
        ),
        ''
      )
    )
    || '}'
  )::json AS cells
FROM "plan"."tasks" t
WHERE t.__id > $1::bigint
ORDER BY t.__id
LIMIT 5000;

SELECT t.__id AS n,
  t.id,
  to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdTime",
  t.created_by AS "createdBy",
  to_char(t.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "modifiedTime",
  t.modified_by AS "modifiedBy",
  json_strip_nulls(json_build_object()) AS "cellTimes",
  (
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"thing":' || coalesce(to_json(t."thing")::text, 'null'),
          '"code":' || coalesce(t."code"::text, 'null'),
          '"team":' || coalesce(array_to_json(t."team")::text, 'null'),
          '"files":' || coalesce(t."files"::text, 'null')
        ),
        ''
      )
    )
    || '}'
  )::json AS cells
FROM "plan"."things" t
WHERE t.__id > $1::bigint
ORDER BY t.__id
LIMIT 5000;

SELECT a.id AS own, b.id AS linked, j.b_position AS place
FROM "plan"."owners" j
JOIN "plan"."tasks" a ON a.__id = j.a
JOIN "plan"."people" b ON b.__id = j.b
ORDER BY j.a, j.a_position, j.b;

SELECT a.id AS own, b.id AS linked, j.b_position AS place
FROM "plan"."needs" j
JOIN "plan"."tasks" a ON a.__id = j.a
JOIN "plan"."tasks" b ON b.__id = j.b
ORDER BY j.a, j.a_position, j.b;

SELECT to_regnamespace($2)::oid IS NOT DISTINCT FROM (SELECT oid FROM pg_namespace WHERE nspname = $1) AS same;

SELECT count(*)
FROM pg_class c
WHERE oid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
  
    AND NOT EXISTS (
      SELECT
      FROM pg_attribute a
      WHERE a.attrelid = c.oid
        AND a.attnum > 0
        AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'SELECT') IS NULL
    );

COMMIT;
