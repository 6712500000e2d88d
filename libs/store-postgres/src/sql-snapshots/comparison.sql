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
  SELECT c.field_id AS id, max(c.seq) AS seq
  FROM "plan"."past_cells" c, between b
  WHERE c.part < 0
    AND c.seq > b.since
    AND c.seq <= b.until
    AND (SELECT guard.ok FROM guard)
  GROUP BY c.field_id
),
at_since AS MATERIALIZED (
  SELECT p.kind, p.id, p.row
  FROM "plan"."past_structure" p, between b
  WHERE p.kind IN ('table', 'field', 'view')
    AND p.since <= b.since
    AND (p.until IS NULL OR p.until > b.since)
    AND (SELECT guard.ok FROM guard)
),
at_until AS MATERIALIZED (
  SELECT p.kind, p.id, p.row
  FROM "plan"."past_structure" p, between b
  WHERE p.kind IN ('table', 'field', 'view')
    AND p.since <= b.until
    AND (p.until IS NULL OR p.until > b.until)
    AND (SELECT guard.ok FROM guard)
),
structure AS (
  SELECT kind, id, o.row AS before, n.row AS after
  FROM at_since o FULL
  JOIN at_until n USING (kind, id)
  WHERE o.row - ARRAY['position',
    'stamped'] IS DISTINCT FROM n.row - ARRAY['position',
    'stamped'] OR id IN (SELECT r.id FROM rewritten r)
  ORDER BY array_position(ARRAY['table', 'field', 'view'], kind), coalesce(n.row, o.row)->>'table_id', id
  LIMIT 201
),
page AS MATERIALIZED (
  SELECT DISTINCT r.record_id AS id, i.table_id
  FROM "plan"."record_change" r
  JOIN "plan"."record_id" i ON i.id = r.record_id
  WHERE r.seq > (SELECT b.since FROM between b)
    AND r.seq <= (SELECT b.until FROM between b)
    AND (SELECT guard.ok FROM guard)
    AND i.table_id IN (SELECT id FROM at_until WHERE kind = 'table')
  ORDER BY r.record_id
  LIMIT $8
),
entry AS MATERIALIZED (
  SELECT c.seq, min(p.id) AS id, min(pg_column_size(c.changes)) AS size
  FROM page p
  JOIN "plan"."record_change" r ON r.record_id = p.id
  JOIN "plan"."change" c ON c.seq = r.seq, between b
  WHERE r.seq > b.since
    AND r.seq <= b.until
  GROUP BY c.seq
),
reached AS MATERIALIZED (
  SELECT y.id
  FROM (
    SELECT x.id, x.at, bool_or(x.size > 0 AND x.stored >= 4194304) OVER (ORDER BY x.id) AS behind
    FROM (
      SELECT p.id,
        row_number() OVER ids AS at,
        coalesce(e.size, 0) AS size,
        sum(coalesce(e.size, 0)) OVER ids - coalesce(e.size, 0) AS stored
      FROM page p
      LEFT JOIN (
        SELECT e.id, sum(e.size) AS size
        FROM entry e
        GROUP BY e.id
      ) e USING (id) WINDOW ids AS (ORDER BY p.id)
    ) x
  ) y
  WHERE y.at <= $9
    AND NOT y.behind
),
told AS MATERIALIZED (
  SELECT r.record->>'id' COLLATE "C" AS id,
    c.seq,
    (array_agg(r.record) FILTER (WHERE k.kind = 'created'))[1] AS created,
    (array_agg(r.record) FILTER (WHERE k.kind = 'updated'))[1] AS updated,
    (array_agg(r.record) FILTER (WHERE k.kind = 'deleted'))[1] AS deleted
  FROM entry e
  JOIN "plan"."change" c ON c.seq = e.seq,
    jsonb_array_elements(c.changes) AS p(part),
    unnest(ARRAY['created', 'updated', 'deleted']) AS k(kind),
    jsonb_array_elements(CASE WHEN p.part->>'kind' = 'records' THEN p.part->k.kind END) AS r(record)
  WHERE e.id IN (SELECT id FROM reached)
    AND r.record->>'id' IN (SELECT id FROM reached)
  GROUP BY 1, 2
),
fate AS MATERIALIZED (
  SELECT t.id,
    (array_agg(t.created IS NULL ORDER BY t.seq))[1] AND EXISTS (
      SELECT
      FROM page p
      JOIN at_since s ON s.id = p.table_id
      WHERE p.id = t.id
    ) AS was_there,
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
    JOIN fate f USING (id)
    CROSS JOIN jsonb_each(coalesce(t.deleted->'before', t.updated->'before')) k(key, value)
    LEFT JOIN rewritten w ON w.id = k.key
      AND f.was_there
      AND f.is_there
    WHERE f.was_there
      AND t.seq <= coalesce(f.first_gone, t.seq)
      AND t.seq > coalesce(w.seq, 0)
      AND (NOT f.is_there OR k.key IN (SELECT id FROM at_until WHERE kind = 'field'))
    ORDER BY t.id, k.key, t.seq ASC
  ) x
  GROUP BY x.id
),
after AS (
  SELECT x.id, jsonb_object_agg(x.key, x.value) AS cells
  FROM (
    SELECT DISTINCT ON (t.id, k.key) t.id, k.key, k.value
    FROM told t
    JOIN fate f USING (id)
    CROSS JOIN jsonb_each(
      coalesce(t.created->'cells', '{}') || coalesce(t.updated->'after', '{}')
    ) k(key, value)
    LEFT JOIN rewritten w ON w.id = k.key
      AND f.was_there
      AND f.is_there
    WHERE f.is_there
      AND t.seq >= coalesce(f.last_made, t.seq)
      AND t.seq > coalesce(w.seq, 0)
      AND (NOT f.is_there OR k.key IN (SELECT id FROM at_until WHERE kind = 'field'))
    ORDER BY t.id, k.key, t.seq DESC
  ) x
  GROUP BY x.id
),
weighed AS (
  SELECT f.id,
    f.was_there,
    f.is_there,
    coalesce(o.cells, '{}') AS before,
    coalesce(n.cells, '{}') AS after,
    sum(
      coalesce(octet_length(o.cells::text), 0) + coalesce(octet_length(n.cells::text), 0)
    ) OVER (ORDER BY f.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS read
  FROM fate f
  LEFT JOIN before o ON o.id = f.id
  LEFT JOIN after n ON n.id = f.id
),
shown AS MATERIALIZED (SELECT * FROM weighed w WHERE coalesce(w.read, 0) < 8388608)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  b.kept_from AS "keptFrom",
  b.seq AS head,
  (SELECT coalesce(json_agg(s), '[]') FROM structure s) AS structure,
  (SELECT coalesce(json_agg(r.id), '[]') FROM rewritten r) AS rewritten,
  (
    SELECT coalesce(json_agg(x ORDER BY x.id), '[]')
    FROM (
      SELECT w.id,
        p.table_id AS "tableId",
        w.was_there AS "wasThere",
        w.is_there AS "isThere",
        w.before,
        w.after
      FROM shown w
      JOIN page p ON p.id = w.id
    ) x
  ) AS records,
  (
    SELECT max(w.id)
    FROM shown w
    WHERE EXISTS (SELECT FROM page p WHERE p.id > (SELECT max(id) FROM shown))
  ) AS next
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
