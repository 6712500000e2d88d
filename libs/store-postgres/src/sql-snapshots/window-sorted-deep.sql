WITH RECURSIVE guard AS MATERIALIZED (
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
order_key AS MATERIALIZED (
  SELECT k.*,
    (
      SELECT o.id
      FROM "plan"."row_order" o
      WHERE o.table_id = k.table_id
        AND o.sort = k.sort
    ) AS last_id
  FROM (
    SELECT $8::text AS table_id, $9::text AS sort, (random() * 9e15)::bigint AS next_id
  ) k
),
known AS MATERIALIZED (
  SELECT o.id, o.seq, o.size, o.used_at
  FROM guard, order_key, "plan"."row_order" o
  WHERE o.id = order_key.last_id
    AND guard.ok
    AND o.table_id = $8
    AND o.sort = $9
    AND guard.seq - o.seq BETWEEN 0 AND 500
),
since AS MATERIALIZED (
  SELECT e.change
  FROM known, guard, "plan"."change" c, jsonb_array_elements(c.changes) AS e(change)
  WHERE c.seq > known.seq
    AND c.seq <= guard.seq
),
moving AS MATERIALIZED (
  SELECT DISTINCT m.__id
  FROM (
    SELECT (x ->> 'n')::bigint AS __id
    FROM since e, jsonb_array_elements(e.change -> 'created') x
    WHERE e.change ->> 'tableId' = $8
    UNION ALL
    SELECT t.__id
    FROM "plan"."tasks" t
    WHERE t.id = ANY(
      ARRAY(
        SELECT u ->> 'id'
        FROM since e, jsonb_array_elements(e.change -> 'updated') u
        WHERE e.change ->> 'tableId' = $11
          AND u -> 'after' ?| $10::text[]
      )
    )
    LIMIT 1001
  ) m
),
leaving AS MATERIALIZED (
  SELECT __id
  FROM moving
  UNION
  SELECT (x ->> 'n')::bigint AS __id
  FROM since e, jsonb_array_elements(e.change -> 'deleted') x
  WHERE e.change ->> 'tableId' = $8
),
still AS MATERIALIZED (
  SELECT known.*
  FROM known
  WHERE NOT EXISTS (
    SELECT
    FROM since e
    WHERE e.change ->> 'kind' <> 'records'
      OR (e.change ? 'deleted' AND e.change ->> 'tableId' = ANY($12::text[]))
  )
    
      AND (
        NOT EXISTS (SELECT FROM leaving)
        OR (
          known.size >= 1000
          AND (SELECT count(*) FROM moving) <= least(1000, known.size / 300 + 20)
          AND (SELECT count(*) FROM leaving) * 2 <= known.size
        )
      )
),
sorted AS MATERIALIZED (
  SELECT (
    SELECT coalesce(array_agg(k.__id), '{}')
    FROM (
      SELECT t.__id
      FROM "plan"."tasks" t
      ORDER BY t."points" DESC NULLS LAST, t.__id ASC
    ) k
  ) AS ids
  FROM guard
  WHERE guard.ok
    AND NOT EXISTS (SELECT FROM still)
),
homes AS MATERIALIZED (
  SELECT DISTINCT u.part
  FROM still
  JOIN "plan"."row_order_place" p ON p.order_id = still.id
    AND p.block = ANY(ARRAY(SELECT DISTINCT l.__id / 100 FROM leaving l))
  CROSS JOIN LATERAL unnest(p.ids, p.parts) AS u(id, part)
  WHERE u.id IN (SELECT __id FROM leaving)
),
rest AS MATERIALIZED (
  SELECT c.part,
    c.at,
    ARRAY(
      SELECT u.id
      FROM unnest(c.ids) WITH ORDINALITY AS u(id, n)
      WHERE u.id NOT IN (SELECT __id FROM leaving)
      ORDER BY u.n
    ) AS ids
  FROM still
  JOIN "plan"."row_order_part" c ON c.order_id = still.id
    AND c.part = ANY(ARRAY(SELECT part FROM homes))
),
mover AS MATERIALIZED (
  SELECT t.__id, t."points" AS k0
  FROM "plan"."tasks" t
  WHERE EXISTS (SELECT FROM moving, still)
    AND t.__id = ANY(ARRAY(SELECT moving.__id FROM moving, still))
),
spine AS MATERIALIZED (
  SELECT array_agg(s.part ORDER BY s.at) AS parts, array_agg(s.head ORDER BY s.at) AS heads
  FROM (
    SELECT c.part, c.at, c.head
    FROM still
    JOIN "plan"."row_order_part" c ON c.order_id = still.id
    WHERE c.part NOT IN (SELECT part FROM homes)
    UNION ALL
    SELECT r.part, r.at, r.ids[1]
    FROM rest r
    WHERE cardinality(r.ids) > 0
  ) s
  WHERE EXISTS (SELECT FROM mover)
),
among_parts AS (
  SELECT m.__id, m.k0, 0 AS lo, cardinality(spine.heads) AS hi
  FROM mover m, spine
  UNION ALL
  SELECT s.__id,
    s.k0,
    CASE WHEN c.before THEN s.mid ELSE s.lo END,
    CASE WHEN c.before THEN s.hi ELSE s.mid - 1 END
  FROM (
    SELECT q.*, (q.lo + q.hi + 1) / 2 AS mid
    FROM among_parts q
    WHERE q.lo < q.hi
  ) s
  CROSS JOIN spine
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.k0 IS NOT DISTINCT FROM s.k0 THEN o.__id < s.__id ELSE coalesce(o.k0 > s.k0 OR s.k0 IS NULL, false) END AS before
    FROM (
      SELECT t.__id, t."points" AS k0
      FROM "plan"."tasks" t
      WHERE t.__id = spine.heads[s.mid]
    ) o
  ) c
),
target AS MATERIALIZED (
  SELECT s.__id, s.k0, spine.parts[greatest(s.lo, 1)] AS part
  FROM among_parts s, spine
  WHERE s.lo = s.hi
),
touched AS MATERIALIZED (
  SELECT r.part, r.at, r.ids
  FROM rest r
  UNION ALL
  SELECT c.part, c.at, c.ids
  FROM still
  JOIN "plan"."row_order_part" c ON c.order_id = still.id
    AND c.part = ANY(ARRAY(SELECT part FROM target))
  WHERE c.part NOT IN (SELECT part FROM rest)
),
within_part AS (
  SELECT g.__id, g.k0, g.part, x.ids, 0 AS lo, cardinality(x.ids) AS hi
  FROM target g
  JOIN touched x ON x.part = g.part
  UNION ALL
  SELECT s.__id,
    s.k0,
    s.part,
    s.ids,
    CASE WHEN c.before THEN s.mid ELSE s.lo END,
    CASE WHEN c.before THEN s.hi ELSE s.mid - 1 END
  FROM (
    SELECT q.*, (q.lo + q.hi + 1) / 2 AS mid
    FROM within_part q
    WHERE q.lo < q.hi
  ) s
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.k0 IS NOT DISTINCT FROM s.k0 THEN o.__id < s.__id ELSE coalesce(o.k0 > s.k0 OR s.k0 IS NULL, false) END AS before
    FROM (
      SELECT t.__id, t."points" AS k0
      FROM "plan"."tasks" t
      WHERE t.__id = s.ids[s.mid]
    ) o
  ) c
),
landed AS MATERIALIZED (
  SELECT s.__id,
    s.part,
    s.lo AS behind,
    row_number() OVER (PARTITION BY s.part ORDER BY s.k0 DESC NULLS LAST, s.__id ASC) AS nth
  FROM within_part s
  WHERE s.lo = s.hi
),
remade AS MATERIALIZED (
  SELECT r.*,
    CASE WHEN r.pieces > 1 THEN (
      SELECT max(c.at)
      FROM still
      JOIN "plan"."row_order_part" c ON c.order_id = still.id
      WHERE c.at < r.at
    ) END AS last_at,
    CASE WHEN r.pieces > 1 THEN (
      SELECT min(c.at)
      FROM still
      JOIN "plan"."row_order_part" c ON c.order_id = still.id
      WHERE c.at > r.at
    ) END AS next_at
  FROM (
    SELECT m.*,
      CASE WHEN cardinality(m.ids) > 1000 THEN (cardinality(m.ids) - 1) / 500 + 1 ELSE 1 END AS pieces
    FROM (
      SELECT x.part,
        x.at,
        CASE l.count WHEN 0 THEN x.ids WHEN 1 THEN x.ids[:l.behind]
        || l.id
        || x.ids[l.behind + 1:] ELSE ARRAY(
          SELECT y.id
          FROM (
            SELECT u.id, u.n, 0 AS nth
            FROM unnest(x.ids) WITH ORDINALITY AS u(id, n)
            UNION ALL
            SELECT l.__id, l.behind, l.nth
            FROM landed l
            WHERE l.part = x.part
          ) y
          ORDER BY y.n, y.nth
        ) END AS ids
      FROM touched x
      CROSS JOIN LATERAL (
        SELECT count(*) AS count, min(l.behind) AS behind, min(l.__id) AS id
        FROM landed l
        WHERE l.part = x.part
      ) l
    ) m
  ) r
),
fresh AS MATERIALIZED (
  SELECT CASE WHEN p.n = 0 THEN r.part ELSE (
    SELECT max(c.part)
    FROM still
    JOIN "plan"."row_order_part" c ON c.order_id = still.id
  ) + row_number() OVER (ORDER BY r.at, p.n)::int END AS part,
    CASE WHEN r.pieces = 1 THEN r.at WHEN r.last_at IS NULL THEN r.at - (r.pieces - 1 - p.n) WHEN r.next_at IS NULL THEN r.at + p.n ELSE r.at + (r.next_at - r.at) * p.n / r.pieces END AS at,
    CASE WHEN r.pieces = 1 THEN r.ids ELSE r.ids[p.n * 500 + 1 : (p.n + 1) * 500] END AS ids,
    r.pieces > 1 AS is_cut,
    r.pieces > 1 AND coalesce(r.next_at - r.at < 0.000001, false) AS crowded
  FROM remade r, generate_series(0, r.pieces - 1) AS p(n)
),
now_at AS MATERIALIZED (
  SELECT u.id, f.part
  FROM fresh f, unnest(f.ids) AS u(id)
  WHERE f.is_cut
  UNION ALL
  SELECT l.__id, l.part
  FROM landed l
  JOIN remade r ON r.part = l.part
  WHERE r.pieces = 1
),
fresh_places AS MATERIALIZED (
  SELECT b.block,
    coalesce(array_agg(x.id) FILTER (WHERE x.id IS NOT NULL), '{}') AS ids,
    coalesce(array_agg(x.part) FILTER (WHERE x.id IS NOT NULL), '{}') AS parts
  FROM (
    SELECT l.__id / 100 AS block
    FROM still, leaving l
    UNION
    SELECT n.id / 100
    FROM now_at n
  ) b
  LEFT JOIN (
    SELECT p.block, u.id, u.part
    FROM still
    JOIN "plan"."row_order_place" p ON p.order_id = still.id
      
        AND p.block = ANY(
          ARRAY(
            SELECT l.__id / 100
            FROM leaving l
            UNION
            SELECT n.id / 100
            FROM now_at n
          )
        )
    CROSS JOIN LATERAL unnest(p.ids, p.parts) AS u(id, part)
    WHERE u.id NOT IN (SELECT __id FROM leaving)
      AND u.id NOT IN (SELECT id FROM now_at)
    UNION ALL
    SELECT n.id / 100, n.id, n.part
    FROM now_at n
  ) x ON x.block = b.block
  GROUP BY b.block
),
built AS MATERIALIZED (
  SELECT p.n AS part, s.ids[p.n * 500 + 1 : (p.n + 1) * 500] AS ids
  FROM sorted s, generate_series(0, (cardinality(s.ids) - 1) / 500) AS p(n)
  WHERE cardinality(s.ids) > 0
),
now_parts AS MATERIALIZED (
  SELECT c.part, c.at, c.size, NULL::bigint[] AS ids
  FROM still
  JOIN "plan"."row_order_part" c ON c.order_id = still.id
  WHERE c.part NOT IN (SELECT part FROM touched)
  UNION ALL
  SELECT f.part, f.at, cardinality(f.ids), f.ids
  FROM fresh f
  UNION ALL
  SELECT b.part, b.part::float8, cardinality(b.ids), b.ids
  FROM built b
),
rows_in_order AS MATERIALIZED (
  SELECT u.id AS __id, r.before + u.n AS at
  FROM (
    SELECT n.*, sum(n.size) OVER (ORDER BY n.at) - n.size AS before
    FROM now_parts n
  ) r
  CROSS JOIN LATERAL unnest(
    coalesce(
      r.ids,
      (
        SELECT c.ids
        FROM still
        JOIN "plan"."row_order_part" c ON c.order_id = still.id
          AND c.part = r.part
      )
    )
  ) WITH ORDINALITY AS u(id, n)
  WHERE r.before + r.size > $6::bigint
    AND r.before < $6::bigint + $7::int
    AND r.before + u.n > $6::bigint
    AND r.before + u.n <= $6::bigint + $7::int
  LIMIT $7::int
),
held AS MATERIALIZED (
  SELECT o.seq = still.seq AS ok
  FROM still, guard, "plan"."row_order" o
  WHERE o.id = still.id
    
      AND (
        EXISTS (SELECT FROM leaving)
        OR guard.seq - still.seq > 20
        OR still.used_at < now() - interval '1 minute'
      )
  FOR NO KEY UPDATE OF o SKIP LOCKED
),
brought_forward AS (
  UPDATE "plan"."row_order" o
  SET seq = CASE WHEN EXISTS (SELECT FROM fresh WHERE crowded) THEN -1000000000 ELSE guard.seq END,
    size = (SELECT coalesce(sum(now_parts.size), 0) FROM now_parts),
    used_at = now()
  FROM still, guard
  WHERE o.id = still.id
    AND (SELECT held.ok FROM held)
),
left_empty AS (
  DELETE FROM "plan"."row_order_part" c USING still
  WHERE c.order_id = still.id
    AND (SELECT held.ok FROM held)
    AND c.part = ANY(ARRAY(SELECT f.part FROM fresh f WHERE cardinality(f.ids) = 0))
),
noted AS (
  INSERT INTO "plan"."row_order" AS o (table_id, sort, id, seq, size)
  SELECT order_key.table_id, order_key.sort, order_key.next_id, guard.seq, cardinality(sorted.ids)
  FROM sorted, order_key, guard
  WHERE (
    SELECT count(*)
    FROM "plan"."row_order" k
    WHERE k.table_id = order_key.table_id
      AND k.sort <> order_key.sort
  ) < 50
  ON CONFLICT (table_id, sort) DO UPDATE
  SET id = excluded.id, seq = excluded.seq, size = excluded.size, used_at = now()
  WHERE o.seq < excluded.seq
  RETURNING o.id
),
parts_written AS (
  INSERT INTO "plan"."row_order_part" AS c (order_id, part, at, head, size, ids)
  SELECT w.order_id, w.part, w.at, w.ids[1], cardinality(w.ids), w.ids
  FROM (
    SELECT still.id AS order_id, f.part, f.at, f.ids
    FROM still, fresh f
    WHERE (SELECT held.ok FROM held)
      AND cardinality(f.ids) > 0
    UNION ALL
    SELECT noted.id, b.part, b.part, b.ids
    FROM noted, built b
  ) w
  ON CONFLICT (order_id, part) DO UPDATE
  SET at = excluded.at, head = excluded.head, size = excluded.size, ids = excluded.ids
),
places_written AS (
  INSERT INTO "plan"."row_order_place" AS p (order_id, block, ids, parts)
  SELECT w.order_id, w.block, w.ids, w.parts
  FROM (
    SELECT still.id AS order_id, b.block, b.ids, b.parts
    FROM still, fresh_places b
    WHERE (SELECT held.ok FROM held)
    UNION ALL
    SELECT noted.id, u.id / 100, array_agg(u.id), array_agg(b.part)
    FROM noted, built b, unnest(b.ids) AS u(id)
    GROUP BY noted.id, u.id / 100
  ) w
  ON CONFLICT (order_id, block) DO UPDATE
  SET ids = excluded.ids, parts = excluded.parts
),
parts_replaced AS (
  DELETE FROM "plan"."row_order_part" r USING order_key, noted
  WHERE r.order_id = order_key.last_id
    AND noted.id <> order_key.last_id
),
places_replaced AS (
  DELETE FROM "plan"."row_order_place" r USING order_key, noted
  WHERE r.order_id = order_key.last_id
    AND noted.id <> order_key.last_id
),
p AS MATERIALIZED (
  SELECT '{"id":"'
    || t.id
    || '","n":'
    || t.__id
    || ',"createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","cells":{'
    || concat_ws(
      ',',
      $13::text || to_json(t."task")::text,
      $14::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
      $15::text || to_json(t."due")::text,
      $16::text || to_json(t."state")::text,
      $17::text || to_json(t."assignee")::text,
      $18::text || t."number"::text,
      $19::text || to_json(t.modified_by)::text,
      $20::text || (
        SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."person", ''))) IS NOT NULL THEN '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."person", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']' END
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $21::text
      || (
        SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."task", ''))) IS NOT NULL THEN '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."task", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']' END
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    )
    || '}}' AS row
  FROM rows_in_order k
  JOIN "plan"."tasks" t ON t.__id = k.__id
  ORDER BY k.at
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  '{"seq":'
  || guard.seq
  || ',"schemaVersion":'
  || guard.schema_version
  || ',"total":'
  || (
    SELECT c.record_count
    FROM "plan"."table_counter" c
    WHERE c.table_id = $22
  )
  || ',"start":'
  || $6::bigint
  || ',"rows":['
  || coalesce(
    (
      SELECT string_agg(w.row, ',')
      FROM (
        SELECT p.*, sum(octet_length(p.row)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(p.row) AS before
        FROM p
      ) w
      WHERE w.before < 8388608
    ),
    ''
  )
  || ']}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
