WITH guard AS MATERIALIZED (
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
  WHERE c.table_id = $12
    AND (SELECT head.schema_version = guard.schema_version FROM guard, head)
  RETURNING c.next_number - $7::int AS first
),
created AS (
  INSERT INTO "plan"."notes" AS t (id, created_at, created_by, modified_at, modified_by, "note", "weight")
  SELECT i.id,
    date_trunc('second', now()),
    $8,
    date_trunc('second', now()),
    $8,
    ((i.cells -> 'note') #>> '{}'),
    ((i.cells -> 'weight') #>> '{}')::double precision
  FROM counter, jsonb_to_recordset($9::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $10::text || to_json(t."note")::text,
      $11::text
      || CASE WHEN abs(t."weight") >= 1e15 AND abs(t."weight") < 1e21 THEN t."weight"::text::numeric::text ELSE t."weight"::text END
    ) || '}}' AS record,
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"note":' || coalesce(to_json(t."note")::text, 'null'),
          '"weight":'
          || coalesce(
            CASE WHEN abs(t."weight") >= 1e15 AND abs(t."weight") < 1e21 THEN t."weight"::text::numeric::text ELSE t."weight"::text END,
            'null'
          )
        ),
        ''
      )
    )
    || '}' AS cells
),
numbered AS (
  UPDATE api.base
  SET seq = seq + 1
  WHERE id = $14
    AND schema_version = $15
    AND (SELECT count(*) FROM created) = $7::int
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO api.change (base_id, seq, actor, source, op_id, changes)
  SELECT $14, numbered.before + e.at, $16, $17, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $13::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","created":['
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
