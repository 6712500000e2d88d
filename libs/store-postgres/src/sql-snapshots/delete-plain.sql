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
  FROM "plan"."notes" t
  WHERE t.id = ANY($7::text[])
    AND (SELECT head.schema_version = guard.schema_version FROM guard, head)
  ORDER BY t.__id
  FOR UPDATE OF t
),
gone AS (
  DELETE FROM "plan"."notes" t USING target
  WHERE t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    t.created_at,
    t.created_by,
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"note":' || coalesce(to_json(t."note")::text, 'null'),
          '"weight":'
          || coalesce(
            CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END,
            'null'
          )
        ),
        ''
      )
    )
    || '}' AS before
),
uncounted AS (
  UPDATE "plan"."table_counter" c
  SET record_count = c.record_count - $6::int
  WHERE c.table_id = $8
    AND EXISTS (SELECT FROM gone)
  RETURNING 1
),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $10
    AND (SELECT count(*) FROM gone) = $6::int
    AND EXISTS (SELECT FROM uncounted)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $11, $12, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $9::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","deleted":['
            || string_agg(
              '{"id":"' || gone.id || '","n":' || gone.__id || ',"createdTime":"' || to_char(
                gone.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
              ) || '","createdBy":' || coalesce(to_json(gone.created_by)::text, 'null') || ',"before":' || gone.before || '}',
              ',' ORDER BY gone.__id
            )
            || ']}]'
          FROM gone
        ) AS changes
    ) e
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT gone.id, (SELECT entry.seq FROM entry)
  FROM gone
  WHERE EXISTS (SELECT FROM entry)
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (SELECT count(*)::int FROM target) AS found,
  CASE WHEN EXISTS (SELECT FROM gone) AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  NULL AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
