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
known AS MATERIALIZED (
  SELECT o.seq, o.ids
  FROM guard, "plan"."row_order" o
  WHERE o.table_id = $8
    AND o.sort = $9
    AND guard.ok
    AND guard.seq - o.seq BETWEEN 0 AND 100
),
since AS MATERIALIZED (
  SELECT e.change
  FROM known, guard, "plan"."change" c, jsonb_array_elements(c.changes) AS e(change)
  WHERE c.seq > known.seq
    AND c.seq <= guard.seq
),
still AS MATERIALIZED (
  SELECT known.*
  FROM known
  WHERE NOT EXISTS (
    SELECT
    FROM since e
    WHERE e.change ->> 'kind' <> 'records'
      OR (
        e.change ->> 'tableId' = $8
        AND (
          e.change ? 'created'
          OR EXISTS (
            SELECT
            FROM jsonb_array_elements(e.change -> 'updated') u
            WHERE u -> 'after' ?| $10::text[]
          )
        )
      )
  )
),
gone AS MATERIALIZED (
  SELECT (d ->> 'n')::bigint AS __id
  FROM since e, jsonb_array_elements(e.change -> 'deleted') d
  WHERE e.change ->> 'tableId' = $8
),
rows_in_order AS MATERIALIZED (
  SELECT CASE WHEN NOT EXISTS (SELECT FROM gone) THEN still.ids ELSE (
    SELECT coalesce(array_agg(k.__id), '{}')
    FROM unnest(still.ids) AS k(__id)
    WHERE k.__id NOT IN (SELECT __id FROM gone)
  ) END AS ids,
    still.seq
  FROM still
  UNION ALL
  SELECT (
    SELECT coalesce(array_agg(k.__id), '{}')
    FROM (
      SELECT t.__id
      FROM "plan"."tasks" t
      ORDER BY t."points" DESC NULLS LAST, t.__id ASC
    ) k
  ),
    NULL
  FROM guard
  WHERE guard.ok
    AND NOT EXISTS (SELECT FROM still)
),
left_for_others AS (
  INSERT INTO "plan"."row_order" AS o (table_id, sort, seq, ids)
  SELECT $8, $9, guard.seq, r.ids
  FROM rows_in_order r, guard
  WHERE r.seq IS NULL OR EXISTS (SELECT FROM gone) OR guard.seq - r.seq > 20
  ON CONFLICT (table_id, sort) DO UPDATE
  SET seq = excluded.seq, ids = excluded.ids, made_at = now()
  WHERE o.seq < excluded.seq
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
      $11::text || to_json(t."task")::text,
      $12::text || CASE WHEN abs(t."points") >= 1e15 AND abs(t."points") < 1e21 THEN t."points"::text::numeric::text ELSE t."points"::text END,
      $13::text || to_json(t."due")::text,
      $14::text || to_json(t."state")::text,
      $15::text || to_json(t."assignee")::text,
      $16::text || t."number"::text,
      $17::text || to_json(t.modified_by)::text,
      $18::text || (
        SELECT '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."person", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']'
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $19::text
      || (
        SELECT '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."task", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']'
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    )
    || '}}' AS row
  FROM rows_in_order
  CROSS JOIN LATERAL unnest(
    rows_in_order.ids[least($6::bigint, 1000000000)::int + 1 : least($6::bigint, 1000000000)::int + $7::int]
  ) WITH ORDINALITY AS k(__id, at)
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
    WHERE c.table_id = $20
  )
  || ',"start":'
  || $6::bigint
  || ',"rows":['
  || coalesce((SELECT string_agg(p.row, ',') FROM p), '')
  || ']}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
