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
between AS MATERIALIZED (
  SELECT $6::bigint AS since, coalesce($7::bigint, h.seq) AS until, h.kept_from, h.seq
  FROM "plan"."head" h
  WHERE h.one
),
rewritten AS MATERIALIZED (
  SELECT DISTINCT c.field_id AS id
  FROM "plan"."past_cells" c, between b
  WHERE c.part < 0
    AND c.seq > b.since
    AND c.seq <= b.until
    AND (SELECT guard.ok FROM guard)
),
structure AS (
  SELECT kind, id, o.row AS before, n.row AS after
  FROM (
    SELECT p.kind, p.id, p.row
    FROM "plan"."past_structure" p, between b
    WHERE p.kind IN ('table', 'field', 'view')
      AND p.since <= b.since
      AND (p.until IS NULL OR p.until > b.since)
      AND (SELECT guard.ok FROM guard)
  ) o FULL
  JOIN (
    SELECT p.kind, p.id, p.row
    FROM "plan"."past_structure" p, between b
    WHERE p.kind IN ('table', 'field', 'view')
      AND p.since <= b.until
      AND (p.until IS NULL OR p.until > b.until)
      AND (SELECT guard.ok FROM guard)
  ) n USING (kind, id)
  WHERE o.row - ARRAY['position',
    'stamped'] IS DISTINCT FROM n.row - ARRAY['position',
    'stamped'] OR id IN (SELECT r.id FROM rewritten r)
  ORDER BY array_position(ARRAY['table', 'field', 'view'], kind), coalesce(n.row, o.row)->>'table_id', id
  LIMIT 201
),
page AS MATERIALIZED (
  SELECT DISTINCT r.record_id AS id
  FROM "plan"."record_change" r
  WHERE r.seq > (SELECT b.since FROM between b)
    AND r.seq <= (SELECT b.until FROM between b)
    AND (SELECT guard.ok FROM guard)
  ORDER BY r.record_id
  LIMIT $8
),
told AS MATERIALIZED (
  SELECT p.id,
    c.seq,
    jsonb_path_query_first(
      c.changes, '$[*].created[*] ? (@.id == $id)', jsonb_build_object('id', p.id)
    ) AS created,
    jsonb_path_query_first(
      c.changes, '$[*].updated[*] ? (@.id == $id)', jsonb_build_object('id', p.id)
    ) AS updated,
    jsonb_path_query_first(
      c.changes, '$[*].deleted[*] ? (@.id == $id)', jsonb_build_object('id', p.id)
    ) AS deleted
  FROM page p
  JOIN "plan"."record_change" r ON r.record_id = p.id
  JOIN "plan"."change" c ON c.seq = r.seq, between b
  WHERE r.seq > b.since
    AND r.seq <= b.until
),
fate AS MATERIALIZED (
  SELECT t.id,
    (array_agg(t.created IS NULL ORDER BY t.seq))[1] AS was_there,
    (array_agg(t.deleted IS NULL ORDER BY t.seq DESC))[1] AS is_there,
    min(t.seq) FILTER (WHERE t.deleted IS NOT NULL) AS first_gone,
    max(t.seq) FILTER (WHERE t.created IS NOT NULL) AS last_made
  FROM told t
  GROUP BY t.id
),
before AS (
  SELECT x.id, jsonb_object_agg(x.key, x.value) AS cells
  FROM (
    SELECT DISTINCT ON (t.id, k.key) t.id, k.key, k.value
    FROM told t
    JOIN fate f USING (id), jsonb_each(coalesce(t.deleted->'before', t.updated->'before')) k
    WHERE f.was_there
      AND t.seq <= coalesce(f.first_gone, t.seq)
    ORDER BY t.id, k.key, t.seq ASC
  ) x
  GROUP BY x.id
),
after AS (
  SELECT x.id, jsonb_object_agg(x.key, x.value) AS cells
  FROM (
    SELECT DISTINCT ON (t.id, k.key) t.id, k.key, k.value
    FROM told t
    JOIN fate f USING (id),
      jsonb_each(coalesce(t.created->'cells', '{}') || coalesce(t.updated->'after', '{}')) k
    WHERE f.is_there
      AND t.seq >= coalesce(f.last_made, t.seq)
    ORDER BY t.id, k.key, t.seq DESC
  ) x
  GROUP BY x.id
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  b.kept_from AS "keptFrom",
  b.seq AS head,
  (SELECT coalesce(json_agg(s), '[]') FROM structure s) AS structure,
  (SELECT coalesce(json_agg(r.id), '[]') FROM rewritten r) AS rewritten,
  (
    SELECT coalesce(json_agg(x ORDER BY x.id), '[]')
    FROM (
      SELECT f.id,
        i.table_id AS "tableId",
        f.was_there AS "wasThere",
        f.is_there AS "isThere",
        coalesce(o.cells, '{}') AS before,
        coalesce(n.cells, '{}') AS after
      FROM fate f
      JOIN "plan"."record_id" i ON i.id = f.id
      LEFT JOIN before o ON o.id = f.id
      LEFT JOIN after n ON n.id = f.id
    ) x
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true, between b;

SELECT t.id, coalesce(t."note", '') AS title
FROM "plan"."notes" t
WHERE t.id = ANY($1::text[])
UNION ALL
SELECT t.id, coalesce(t."person", '') AS title
FROM "plan"."people" t
WHERE t.id = ANY($2::text[])
UNION ALL
SELECT t.id, coalesce(t."task", '') AS title
FROM "plan"."tasks" t
WHERE t.id = ANY($3::text[])
UNION ALL
SELECT t.id, coalesce(t."thing", '') AS title
FROM "plan"."things" t
WHERE t.id = ANY($4::text[]);
