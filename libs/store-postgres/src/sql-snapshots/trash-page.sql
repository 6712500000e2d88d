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
    AND NOT d.part ? 'undone'
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
