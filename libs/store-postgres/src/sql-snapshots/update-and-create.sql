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
  FROM "plan"."notes" t
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

WITH claimed AS (
  INSERT INTO "plan"."record_id" AS c (id, table_id)
  SELECT i.id, $4::text
  FROM unnest($5::text[]) AS i(id)
  WHERE true
  RETURNING 1
),
counter AS (
  UPDATE "plan"."table_counter" c
  SET record_count = c.record_count + $1::int, next_number = c.next_number + $1::int
  WHERE c.table_id = $4::text
    AND (SELECT count(*) FROM claimed) = cardinality($5::text[])
  RETURNING c.next_number - $1::int AS first
),
created AS (
  INSERT INTO "plan"."notes" AS t (id, created_at, created_by, modified_at, modified_by, "note")
  SELECT i.id,
    date_trunc('second', now()),
    $2,
    date_trunc('second', now()),
    $2,
    ((i.cells -> 'note') #>> '{}')
  FROM counter, jsonb_to_recordset($3::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '' AS record,
    '{' || concat_ws(',', nullif(concat_ws(',', '"note":' || to_json(t."note")::text), '')) || '}' AS cells
),
changed AS (
  UPDATE "plan"."notes" t
  SET "weight" = ((i.cells -> 'weight') #>> '{}')::double precision,
    modified_at = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN $8 ELSE t.modified_by END
  FROM jsonb_to_recordset($7::jsonb) AS i(id text, cells jsonb, linked jsonb)
  WHERE i.id = t.id
    AND t.id = ANY($6::text[])
  RETURNING t.__id,
    t.id,
    i.linked,
    '' AS record,
    '{' || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          CASE WHEN old."weight" IS DISTINCT FROM t."weight" THEN '"weight":'
          || coalesce(
            CASE WHEN abs(old."weight") >= 1e15 THEN formula.number_text(old."weight") ELSE old."weight"::text END,
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
          CASE WHEN old."weight" IS DISTINCT FROM t."weight" THEN '"weight":'
          || coalesce(
            CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END,
            'null'
          ) END
        ),
        ''
      )
    )
    || '}' AS after
),
altered AS (
  SELECT *
  FROM changed
  WHERE changed.before <> '{}' OR jsonb_array_length(changed.linked) > 0
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
  (
    '['
    || coalesce(
      (
        SELECT string_agg(
          '{"id":"' || altered.id || '","before":' || altered.before || ',"after":' || altered.after || '}',
          ',' ORDER BY altered.__id
        )
        FROM altered
      ),
      ''
    )
    || ']'
  )::json,
  'deleted',
  '[]'::json
) AS applied;

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
  RETURNING seq, changes
),
noted AS (
  INSERT INTO "plan"."record_change" (record_id, seq)
  SELECT DISTINCT r #>> '{}', entry.seq
  FROM entry, jsonb_path_query(entry.changes, '$[*] ? (@.kind == "records").*[*].id') AS r
)
SELECT CASE WHEN true AND NOT EXISTS (SELECT FROM entry) THEN api.stop('PY001')::int ELSE (SELECT seq FROM entry) END AS seq,
  (
    SELECT string_agg(
      '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
        ',',
        $6::text || to_json(t."note")::text,
        $7::text
        || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
      ) || '}}',
      ',' ORDER BY o.at
    )
    FROM unnest($8::text[]) WITH ORDINALITY AS o(id, at)
    JOIN "plan"."notes" t ON t.id = o.id
  ) AS records;

COMMIT;
