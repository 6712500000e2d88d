WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (SELECT h.kept_from FROM "plan"."head" h WHERE h.one) AS "keptFrom",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        p.name AS "actorName",
        c.source,
        s.created,
        s.updated,
        s.deleted,
        s.actions,
        s.subjects,
        s."tableIds",
        CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
          SELECT jsonb_build_object(
            'id',
            r.record->'id',
            'tableId',
            e.change->'tableId',
            'fieldIds',
            coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]')
          )
          FROM jsonb_array_elements(c.changes) AS e(change),
            LATERAL (
              SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)
            ) AS r(record)
          WHERE e.change->>'kind' = 'records'
            AND r.record IS NOT NULL
          LIMIT 1
        ) END AS record
      FROM "plan"."change" c
      LEFT JOIN api.person p ON p.id = c.actor,
        LATERAL (
          SELECT coalesce(
            sum(jsonb_array_length(e.change->'created')) FILTER (WHERE e.change->>'kind' = 'records'), 0
          ) AS created,
            coalesce(
              sum(jsonb_array_length(e.change->'updated')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS updated,
            coalesce(
              sum(jsonb_array_length(e.change->'deleted')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS deleted,
            coalesce(
              jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]'
            ) AS actions,
            coalesce(
              jsonb_agg(
                DISTINCT jsonb_strip_nulls(
                  jsonb_build_object(
                    'action',
                    e.change->'action',
                    'tableId',
                    e.change->'tableId',
                    'fieldId',
                    e.change->'fieldId',
                    'viewId',
                    e.change->'viewId',
                    'settings',
                    CASE WHEN e.change->>'action' = 'view.updated' THEN (
                      SELECT jsonb_agg(k ORDER BY k)
                      FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
                      WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k
                    ) END,
                    'at',
                    CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END,
                    'name',
                    CASE WHEN e.change->'viewId' IS NULL THEN coalesce(
                      e.change->'after'->'name', e.change->'before'->'name'
                    ) END
                  )
                )
              ) FILTER (WHERE e.change ? 'action'),
              '[]'
            ) AS subjects,
            coalesce(
              jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]'
            ) AS "tableIds"
          FROM jsonb_array_elements(c.changes) AS e(change)
        ) s
      WHERE (SELECT guard.ok FROM guard)
        AND c.seq >= (SELECT h.kept_from FROM "plan"."head" h WHERE h.one)
        AND c.seq < $6::bigint
      ORDER BY c.seq DESC
      LIMIT $7
    ) x
  ) AS moments
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level,
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
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = $1
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = $1
WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
  AND b.id = $3
  AND h.one;

WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (SELECT h.kept_from FROM "plan"."head" h WHERE h.one) AS "keptFrom",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        p.name AS "actorName",
        c.source,
        s.created,
        s.updated,
        s.deleted,
        s.actions,
        s.subjects,
        s."tableIds",
        CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
          SELECT jsonb_build_object(
            'id',
            r.record->'id',
            'tableId',
            e.change->'tableId',
            'fieldIds',
            coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]')
          )
          FROM jsonb_array_elements(c.changes) AS e(change),
            LATERAL (
              SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)
            ) AS r(record)
          WHERE e.change->>'kind' = 'records'
            AND r.record IS NOT NULL
          LIMIT 1
        ) END AS record
      FROM "plan"."change" c
      LEFT JOIN api.person p ON p.id = c.actor,
        LATERAL (
          SELECT coalesce(
            sum(jsonb_array_length(e.change->'created')) FILTER (WHERE e.change->>'kind' = 'records'), 0
          ) AS created,
            coalesce(
              sum(jsonb_array_length(e.change->'updated')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS updated,
            coalesce(
              sum(jsonb_array_length(e.change->'deleted')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS deleted,
            coalesce(
              jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]'
            ) AS actions,
            coalesce(
              jsonb_agg(
                DISTINCT jsonb_strip_nulls(
                  jsonb_build_object(
                    'action',
                    e.change->'action',
                    'tableId',
                    e.change->'tableId',
                    'fieldId',
                    e.change->'fieldId',
                    'viewId',
                    e.change->'viewId',
                    'settings',
                    CASE WHEN e.change->>'action' = 'view.updated' THEN (
                      SELECT jsonb_agg(k ORDER BY k)
                      FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
                      WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k
                    ) END,
                    'at',
                    CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END,
                    'name',
                    CASE WHEN e.change->'viewId' IS NULL THEN coalesce(
                      e.change->'after'->'name', e.change->'before'->'name'
                    ) END
                  )
                )
              ) FILTER (WHERE e.change ? 'action'),
              '[]'
            ) AS subjects,
            coalesce(
              jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]'
            ) AS "tableIds"
          FROM jsonb_array_elements(c.changes) AS e(change)
        ) s
      WHERE (SELECT guard.ok FROM guard)
        AND c.seq >= (SELECT h.kept_from FROM "plan"."head" h WHERE h.one)
        AND c.seq < $6::bigint
      ORDER BY c.seq DESC
      LIMIT $7
    ) x
  ) AS moments
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT t.id, coalesce(t."note", '') AS title
FROM "plan"."notes" t
WHERE t.id = ANY($1::text[])
UNION ALL
SELECT t.id, coalesce(t."task", '') AS title
FROM "plan"."tasks" t
WHERE t.id = ANY($2::text[]);
