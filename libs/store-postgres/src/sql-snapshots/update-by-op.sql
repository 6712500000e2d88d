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
  WHERE t.id = ANY($7::text[])
    AND (SELECT head.schema_version = guard.schema_version FROM guard, head)
  ORDER BY t.__id
  FOR NO KEY UPDATE OF t
),
changed AS (
  UPDATE "plan"."tasks" t
  SET "task" = ((i.cells -> 'task') #>> '{}'),
    "points" = ((i.cells -> 'points') #>> '{}')::double precision,
    modified_at = CASE WHEN (t."task" IS DISTINCT FROM ((i.cells -> 'task') #>> '{}')) OR (
      t."points" IS DISTINCT FROM ((i.cells -> 'points') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (t."task" IS DISTINCT FROM ((i.cells -> 'task') #>> '{}')) OR (
      t."points" IS DISTINCT FROM ((i.cells -> 'points') #>> '{}')::double precision
    ) THEN $9 ELSE t.modified_by END
  FROM target, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, request int)
  WHERE i.id = t.id
    AND t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    i.request,
    '' AS record,
    '{' || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          CASE WHEN old."task" IS DISTINCT FROM t."task" THEN '"task":' || coalesce(to_json(old."task")::text, 'null') END,
          CASE WHEN old."points" IS DISTINCT FROM t."points" THEN '"points":'
          || coalesce(
            CASE WHEN abs(old."points") >= 1e15 THEN formula.number_text(old."points") ELSE old."points"::text END,
            'null'
          ) END
        ),
        ''
      )
    ) || '}' AS before,
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          CASE WHEN old."task" IS DISTINCT FROM t."task" THEN '"task":' || coalesce(to_json(t."task")::text, 'null') END,
          CASE WHEN old."points" IS DISTINCT FROM t."points" THEN '"points":'
          || coalesce(
            CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
            'null'
          ) END
        ),
        ''
      )
    )
    || '}' AS after
),
altered AS (SELECT * FROM changed WHERE changed.before <> '{}'),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $11
    AND (SELECT count(*) FROM changed) = $6::int
    AND EXISTS (SELECT FROM altered)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $12, $13, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $10::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"tasks","updated":['
            || string_agg(
              '{"id":"' || altered.id || '","before":' || altered.before || ',"after":' || altered.after || '}',
              ',' ORDER BY altered.__id
            )
            || ']}]'
          FROM altered
        ) AS changes
    ) e
  WHERE CASE WHEN EXISTS (
    SELECT
    FROM "plan"."idle_op" o
    WHERE o.op_id = e.op_id
  ) THEN api.stop('PY002') ELSE true END
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT altered.id, (SELECT entry.seq FROM entry)
  FROM altered
  WHERE EXISTS (SELECT FROM entry)
)
SELECT guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion",
  (SELECT count(*)::int FROM target) AS found,
  CASE WHEN EXISTS (SELECT FROM altered) AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  (
    SELECT string_agg(changed.record, ',' ORDER BY o.at)
    FROM unnest($14::text[]) WITH ORDINALITY AS o(id, at)
    JOIN changed ON changed.id = o.id
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
