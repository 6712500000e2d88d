WITH people AS MATERIALIZED (
  SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT p.id, p.email, p.name) c)) AS cells,
    jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), p.email)) AS names
  FROM api.person p
  WHERE p.id IN (
    SELECT m.user_id
    FROM api.workspace_member m
    JOIN api.base b USING (workspace_id)
    WHERE b.id = $11
    UNION
    SELECT m.user_id
    FROM api.base_member m
    WHERE m.base_id = $11
  )
),
guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT b.schema_version, b.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
  ) g
),
head AS MATERIALIZED (
  SELECT b.schema_version
  FROM api.base b
  WHERE b.id = $6
    AND (SELECT guard.ok FROM guard)
  FOR NO KEY UPDATE OF b
),
counter AS (
  UPDATE api.table_counter c
  SET record_count = c.record_count + $7::int, next_number = c.next_number + $7::int
  WHERE c.table_id = $21
    AND (SELECT head.schema_version = guard.schema_version FROM guard, head)
  RETURNING c.next_number - $7::int AS first
),
created AS (
  INSERT INTO "plan"."tasks" AS t (id, created_at, created_by, modified_at, modified_by, "task", "number")
  SELECT i.id,
    date_trunc('second', now()),
    $8,
    date_trunc('second', now()),
    $8,
    ((i.cells -> 'task') #>> '{}'),
    counter.first + i.ord
  FROM counter, jsonb_to_recordset($9::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $12::text || to_json(t."task")::text,
      $13::text || CASE WHEN abs(t."points") >= 1e15 AND abs(t."points") < 1e21 THEN t."points"::text::numeric::text ELSE t."points"::text END,
      $14::text || to_json(t."due")::text,
      $15::text || ($10::jsonb ->> t."state"),
      $16::text || coalesce(
        (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
      ),
      $17::text || t."number"::text,
      $18::text || coalesce(
        (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
      ),
      $19::text || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $20::text
      || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    ) || '}}' AS record,
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"task":' || coalesce(to_json(t."task")::text, 'null'),
          '"number":' || coalesce(t."number"::text, 'null')
        ),
        ''
      )
    )
    || '}' AS cells
),
numbered AS (
  UPDATE api.base
  SET seq = seq + 1
  WHERE id = $23
    AND schema_version = $24
    AND (SELECT count(*) FROM created) = $7::int
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO api.change (base_id, seq, actor, source, op_id, changes)
  SELECT $23, numbered.before + e.at, $25, $26, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $22::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"tasks","created":['
            || string_agg(
              '{"id":"' || created.id || '","n":' || created.__id || ',"createdTime":"' || to_char(
                created.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
              ) || '","cells":' || created.cells || '}',
              ',' ORDER BY created.__id
            )
            || ']}]'
          FROM created
        ) AS changes
    ) e
  RETURNING seq
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (SELECT count(*)::int FROM created) AS found,
  true AS "idsFree",
  CASE WHEN EXISTS (SELECT FROM created) AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  (
    SELECT string_agg(created.record, ',' ORDER BY created.__id)
    FROM created
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
