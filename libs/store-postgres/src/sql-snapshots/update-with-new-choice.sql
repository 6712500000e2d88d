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

UPDATE "plan"."field"
SET options = $2
WHERE id = $1;

SELECT (
  coalesce((SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0)) FROM "plan"."table"), 0) + coalesce(
    (
      SELECT sum(
        coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0) + coalesce(octet_length(options::text), 0) + coalesce(octet_length(rules::text), 0)
      )
      FROM "plan"."field"
    ),
    0
  ) + coalesce(
    (
      SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(config::text), 0))
      FROM "plan"."view"
    ),
    0
  )
)::float8 AS size;

WITH changed AS (
  UPDATE "plan"."tasks" t
  SET "state" = ((i.cells -> 'state') #>> '{}'),
    modified_at = CASE WHEN (
      t."state" IS DISTINCT FROM ((i.cells -> 'state') #>> '{}')
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."state" IS DISTINCT FROM ((i.cells -> 'state') #>> '{}')
    ) THEN $3 ELSE t.modified_by END
  FROM jsonb_to_recordset($2::jsonb) AS i(id text, cells jsonb, linked jsonb)
  WHERE i.id = t.id
    AND t.id = ANY($1::text[])
  RETURNING t.__id,
    t.id,
    i.linked,
    '' AS record,
    '{' || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          CASE WHEN old."state" IS DISTINCT FROM t."state" THEN '"state":'
          || coalesce(to_json(old."state")::text, 'null') END
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
          CASE WHEN old."state" IS DISTINCT FROM t."state" THEN '"state":'
          || coalesce(to_json(t."state")::text, 'null') END
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
  '[]'::json,
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

WITH people AS MATERIALIZED (
  SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT p.id, p.email, p.name) c)) AS cells,
    jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), p.email)) AS names
  FROM api.person p
  WHERE p.id IN (
    SELECT m.user_id
    FROM api.workspace_member m
    JOIN api.base b USING (workspace_id)
    WHERE b.id = $7
    UNION
    SELECT m.user_id
    FROM api.base_member m
    WHERE m.base_id = $7
  )
),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1, schema_version = schema_version + 1
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
        $8::text || to_json(t."task")::text,
        $9::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
        $10::text || to_json(t."due")::text,
        $11::text || ($6::jsonb ->> t."state"),
        $12::text || coalesce(
          (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
        ),
        $13::text || t."number"::text,
        $14::text || coalesce(
          (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
        ),
        $15::text || (
          SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
          FROM "plan"."owners" j
          JOIN "plan"."people" o ON o.__id = j.b
          WHERE j.a = t.__id
        ),
        $16::text
        || (
          SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
          FROM "plan"."needs" j
          JOIN "plan"."tasks" o ON o.__id = j.b
          WHERE j.a = t.__id
        )
      ) || '}}',
      ',' ORDER BY o.at
    )
    FROM unnest($17::text[]) WITH ORDINALITY AS o(id, at)
    JOIN "plan"."tasks" t ON t.id = o.id
  ) AS records;

WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS age),
present AS MATERIALIZED (
  SELECT 'table' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."table" x, own
  UNION ALL
  SELECT 'field' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."field" x, own
  UNION ALL
  SELECT 'view' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."view" x, own
  UNION ALL
  SELECT 'link_pair' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."link_pair" x, own
),
ended AS (
  UPDATE "plan"."past_structure" p
  SET until = $1
  WHERE p.until IS NULL
    
      AND NOT EXISTS (
        SELECT
        FROM present n
        WHERE n.kind = p.kind
          AND n.id = p.id
          AND coalesce(n.row, p.row) = p.row
      )
)
INSERT INTO "plan"."past_structure" (kind, id, since, row)
SELECT w.kind, w.id, $1, w.row
FROM present w
WHERE w.row IS NOT NULL
  
    AND NOT EXISTS (
      SELECT
      FROM "plan"."past_structure" p
      WHERE p.until IS NULL
        AND p.kind = w.kind
        AND p.id = w.id
        AND p.row = w.row
    );

COMMIT;
