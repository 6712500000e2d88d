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
),
structure AS (
  SELECT t.seq,
    t.kind,
    t.table_id,
    t.name,
    NULL::jsonb AS first,
    (t.kept->'tables'->0->>'record_count')::bigint AS records,
    t.at,
    t.actor
  FROM "plan"."trash" t
  WHERE (SELECT guard.ok FROM guard)
    AND t.seq < $7::bigint
  ORDER BY t.seq DESC
  LIMIT $6
),
records AS (
  SELECT c.seq,
    'records' AS kind,
    d.part->>'tableId' AS table_id,
    NULL AS name,
    d.part->'deleted'->0->'before' AS first,
    n.records,
    c.at,
    c.actor
  FROM "plan"."change" c,
    LATERAL (
      SELECT jsonb_path_query_first(c.changes, '$[*] ? (exists(@.deleted))') AS part
    ) d,
    LATERAL (
      SELECT count(*) AS records
      FROM jsonb_path_query(d.part, '$.deleted[*].id') AS i
      WHERE NOT EXISTS (
        SELECT
        FROM "plan"."record_change" r
        WHERE r.record_id = i #>> '{}'
          AND r.seq > c.seq
      )
    ) n
  WHERE c.changes @? '$[*].deleted'
    AND (SELECT guard.ok FROM guard)
    AND n.records > 0
    AND c.at > now() - make_interval(days => $8::int)
    AND EXISTS (SELECT FROM "plan"."table" t WHERE t.id = d.part->>'tableId')
    AND c.seq < $9::bigint
  ORDER BY c.seq DESC
  LIMIT $6
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT i.seq,
        i.kind,
        i.table_id AS "tableId",
        i.name,
        i.first,
        i.records,
        to_char(i.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        i.actor,
        p.name AS "actorName"
      FROM (SELECT * FROM structure UNION ALL SELECT * FROM records) i
      LEFT JOIN api.person p ON p.id = i.actor
      ORDER BY i.seq DESC
      LIMIT $6
    ) x
  ) AS items
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
  ) AS counts
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
),
structure AS (
  SELECT t.seq,
    t.kind,
    t.table_id,
    t.name,
    NULL::jsonb AS first,
    (t.kept->'tables'->0->>'record_count')::bigint AS records,
    t.at,
    t.actor
  FROM "plan"."trash" t
  WHERE (SELECT guard.ok FROM guard)
    AND t.seq < $7::bigint
  ORDER BY t.seq DESC
  LIMIT $6
),
records AS (
  SELECT c.seq,
    'records' AS kind,
    d.part->>'tableId' AS table_id,
    NULL AS name,
    d.part->'deleted'->0->'before' AS first,
    n.records,
    c.at,
    c.actor
  FROM "plan"."change" c,
    LATERAL (
      SELECT jsonb_path_query_first(c.changes, '$[*] ? (exists(@.deleted))') AS part
    ) d,
    LATERAL (
      SELECT count(*) AS records
      FROM jsonb_path_query(d.part, '$.deleted[*].id') AS i
      WHERE NOT EXISTS (
        SELECT
        FROM "plan"."record_change" r
        WHERE r.record_id = i #>> '{}'
          AND r.seq > c.seq
      )
    ) n
  WHERE c.changes @? '$[*].deleted'
    AND (SELECT guard.ok FROM guard)
    AND n.records > 0
    AND c.at > now() - make_interval(days => $8::int)
    AND EXISTS (SELECT FROM "plan"."table" t WHERE t.id = d.part->>'tableId')
    AND c.seq < $9::bigint
  ORDER BY c.seq DESC
  LIMIT $6
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT i.seq,
        i.kind,
        i.table_id AS "tableId",
        i.name,
        i.first,
        i.records,
        to_char(i.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        i.actor,
        p.name AS "actorName"
      FROM (SELECT * FROM structure UNION ALL SELECT * FROM records) i
      LEFT JOIN api.person p ON p.id = i.actor
      ORDER BY i.seq DESC
      LIMIT $6
    ) x
  ) AS items
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
