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
  c.changes,
  (
    SELECT coalesce(json_agg(e.change -> 'before' ORDER BY s.seq), '[]')
    FROM "plan"."change" s, jsonb_array_elements(s.changes) AS e(change)
    WHERE s.seq > c.seq
      AND s.changes @? '$[*] ? (@.action == "field.converted")'
      AND e.change ->> 'action' = 'field.converted'
  ) AS "convertedSince"
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true
LEFT JOIN "plan"."change" c ON c.seq = $6
  AND (SELECT guard.ok FROM guard);

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
  (
    SELECT coalesce(json_object_agg(t.id, ('{}')::json), '{}')
    FROM "plan"."tasks" t
    WHERE t.id = ANY($6::text[])
      AND (SELECT guard.ok FROM guard)
  ) AS cells
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

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
head AS MATERIALIZED (
  SELECT h.schema_version
  FROM "plan"."head" h
  WHERE h.one
    AND (SELECT guard.ok FROM guard)
  FOR NO KEY UPDATE OF h
),
target AS MATERIALIZED (
  SELECT t.__id, t.id
  FROM "plan"."tasks" t
  WHERE t.id = ANY($6::text[])
    AND (SELECT head.schema_version = guard.schema_version FROM guard, head)
  ORDER BY t.__id
  FOR UPDATE OF t
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (
    SELECT coalesce(json_agg(json_build_array(target.__id, target.id)), '[]')
    FROM target
  ) AS targets
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

WITH waiting AS MATERIALIZED (
  SELECT w.ctid, w.pair_id, w.a, w.b
  FROM "plan"."waiting_link" w
  WHERE w.a = ANY($1::text[]) OR w.b = ANY($1::text[])
  ORDER BY w.a, w.b, w.pair_id
  FOR UPDATE
),
taken AS (
  DELETE FROM "plan"."waiting_link"
  WHERE ctid = ANY(ARRAY(SELECT w.ctid FROM waiting w))
)
SELECT coalesce(json_agg(json_build_object('pairId', w.pair_id, 'a', w.a, 'b', w.b)), '[]') AS waiting
FROM waiting w;

WITH linked_0 AS MATERIALIZED (
  SELECT o.__id, o.id
  FROM "plan"."people" o
  WHERE o.__id = ANY(
    ARRAY(
      SELECT t.__id
      FROM "plan"."people" t
      WHERE t.id = ANY($2::text[])
      UNION ALL
      SELECT j.b
      FROM "plan"."owners" j
      WHERE j.a = ANY($1::bigint[])
    )
  )
  ORDER BY o.__id
  FOR NO KEY UPDATE OF o
)
SELECT json_build_object(
  'people',
  (
    SELECT coalesce(json_agg(json_build_array(l.__id, l.id)), '[]')
    FROM linked_0 l
  )
) AS linked;

SELECT json_build_object(
  'owners.a',
  json_build_object(
    'own',
    (
      SELECT coalesce(json_agg(json_build_array(x.id, x.others)), '[]')
      FROM (
        SELECT t.id, json_agg(o.id ORDER BY j.a_position, j.b) AS others
        FROM "plan"."owners" j
        JOIN "plan"."tasks" t ON t.__id = j.a
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = ANY($1::bigint[])
        GROUP BY t.id
      ) x
    ),
    'inverse',
    (
      SELECT coalesce(json_agg(json_build_array(x.id, x.owners, x.last)), '[]')
      FROM (
        SELECT o.id, json_agg(t.id ORDER BY j.b_position, j.a) AS owners, max(j.b_position) AS last
        FROM "plan"."owners" j
        JOIN "plan"."tasks" t ON t.__id = j.a
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.b = ANY($2::bigint[])
        GROUP BY o.id
      ) x
    )
  )
) AS state,
  (
    SELECT coalesce(json_agg(json_build_array(m.__id, m.id)), '[]')
    FROM (
      SELECT t.__id, t.id
      FROM "plan"."owners" j
      JOIN "plan"."tasks" t ON t.__id = j.a
      JOIN "plan"."people" o ON o.__id = j.b
      WHERE j.b = ANY($2::bigint[])
    ) m
  ) AS members;

WITH claimed AS (
  INSERT INTO "plan"."record_id" AS c (id, table_id)
  SELECT i.id, $4::text
  FROM unnest($5::text[]) AS i(id)
  WHERE true
  ON CONFLICT (id) DO UPDATE
  SET table_id = excluded.table_id
  WHERE c.table_id = excluded.table_id
  RETURNING 1
),
counter AS (
  UPDATE "plan"."table_counter" c
  SET record_count = c.record_count + $1::int, next_number = c.next_number + 0
  WHERE c.table_id = $4::text
    AND (SELECT count(*) FROM claimed) = cardinality($5::text[])
  RETURNING c.next_number - 0 AS first
),
created AS (
  INSERT INTO "plan"."tasks" AS t (
    __id, id, created_at, created_by, modified_at, modified_by, "task", "number"
  )
  OVERRIDING SYSTEM VALUE
  SELECT i.n,
    i.id,
    i."createdTime",
    i."createdBy",
    now()::timestamptz(3),
    $2,
    ((i.cells -> 'task') #>> '{}'),
    ((i.cells -> 'number') #>> '{}')::bigint
  FROM counter,
    jsonb_to_recordset($3::jsonb) AS i(
      id text, cells jsonb, ord int, n bigint, "createdTime" timestamptz, "createdBy" text
    )
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '' AS record,
    '{'
    || concat_ws(
      ',', nullif(concat_ws(',', '"task":' || to_json(t."task")::text, '"number":' || t."number"::text), '')
    )
    || '}' AS cells
)
SELECT json_build_object(
  'created',
  (
    '['
    || coalesce(
      (
        SELECT string_agg(
          '{"n":' || created.__id || ',"id":"' || created.id || '","cells":' || created.cells || ',"createdTime":"' || to_char(
            created.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
          ) || '"}',
          ',' ORDER BY created.__id
        )
        FROM created
      ),
      ''
    )
    || ']'
  )::json,
  'updated',
  '[]'::json,
  'deleted',
  '[]'::json
) AS applied;

WITH removed_0 AS (
  DELETE FROM "plan"."owners" j USING unnest($1::bigint[], $2::bigint[]) AS r(own, other)
  WHERE j.a = r.own
    AND j.b = r.other
),
kept_0 AS (
  INSERT INTO "plan"."owners" AS j (a, b, a_position, b_position)
  SELECT *
  FROM unnest($3::bigint[], $4::bigint[], $5::int[], $6::int[])
  ON CONFLICT (a, b) DO UPDATE
  SET a_position = coalesce(nullif(excluded.a_position, -1), j.a_position),
    b_position = coalesce(nullif(excluded.b_position, -1), j.b_position)
),
stamped_0 AS (
  UPDATE "plan"."people" t
  SET modified_at = CASE WHEN (i.linked ? 'tasks') THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (i.linked ? 'tasks') THEN $7 ELSE t.modified_by END
  FROM jsonb_to_recordset($8::jsonb) AS i(n bigint, linked jsonb)
  WHERE t.__id = i.n
    AND t.__id = ANY($9::bigint[])
)
SELECT 1;

WITH numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $3
    AND true
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $4, $5, e.op_id, e.changes::jsonb
  FROM numbered, (SELECT 1 AS at, $2::text AS op_id, $1::text AS changes) e
  WHERE CASE WHEN EXISTS (
    SELECT
    FROM "plan"."idle_op" o
    WHERE o.op_id = e.op_id
  ) THEN api.stop('PY002') ELSE true END
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT DISTINCT r #>> '{}', entry.seq
  FROM entry, jsonb_path_query(entry.changes, '$[*] ? (@.kind == "records").*[*].id') AS r
)
SELECT CASE WHEN true AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  '' AS records;

COMMIT;
