WITH people AS MATERIALIZED (
  SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT p.id, p.email, p.name) c)) AS cells,
    jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), p.email)) AS names
  FROM api.person p
  WHERE p.id IN (
    SELECT m.user_id
    FROM api.workspace_member m
    JOIN api.base b USING (workspace_id)
    WHERE b.id = $10
    UNION
    SELECT m.user_id
    FROM api.base_member m
    WHERE m.base_id = $10
  )
),
guard AS MATERIALIZED (
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
claimed AS (
  INSERT INTO "plan"."record_id" AS c (id, table_id)
  SELECT i.id, $20::text
  FROM unnest($21::text[]) AS i(id)
  WHERE (SELECT head.schema_version = guard.schema_version FROM guard, head)
  RETURNING 1
),
counter AS (
  UPDATE "plan"."table_counter" c
  SET record_count = c.record_count + $6::int, next_number = c.next_number + $6::int
  WHERE c.table_id = $20::text
    AND (SELECT count(*) FROM claimed) = cardinality($21::text[])
  RETURNING c.next_number - $6::int AS first
),
created AS (
  INSERT INTO "plan"."tasks" AS t (id, created_at, created_by, modified_at, modified_by, "task", "number")
  SELECT i.id,
    date_trunc('second', now()),
    $7,
    date_trunc('second', now()),
    $7,
    ((i.cells -> 'task') #>> '{}'),
    counter.first + i.ord
  FROM counter, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $11::text || to_json(t."task")::text,
      $12::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
      $13::text || to_json(t."due")::text,
      $14::text || ($9::jsonb ->> t."state"),
      $15::text || coalesce(
        (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
      ),
      $16::text || t."number"::text,
      $17::text || coalesce(
        (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
      ),
      $18::text || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $19::text
      || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    ) || '}}' AS record,
    '{'
    || concat_ws(
      ',', nullif(concat_ws(',', '"task":' || to_json(t."task")::text, '"number":' || t."number"::text), '')
    )
    || '}' AS cells
),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $23
    AND (SELECT count(*) FROM created) = $6::int
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $24, $25, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $22::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"tasks","created":['
            || string_agg(
              '{"n":' || created.__id || ',"id":"' || created.id || '","cells":' || created.cells || ',"createdTime":"' || to_char(
                created.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
              ) || '"}',
              ',' ORDER BY created.__id
            )
            || ']}]'
          FROM created
        ) AS changes
    ) e
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT created.id, (SELECT entry.seq FROM entry)
  FROM created
  WHERE EXISTS (SELECT FROM entry)
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (SELECT count(*)::int FROM created) AS found,
  EXISTS (SELECT FROM counter) AS "idsFree",
  CASE WHEN EXISTS (SELECT FROM created) AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  (
    SELECT string_agg(created.record, ',' ORDER BY created.__id)
    FROM created
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
