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
  FOR NO KEY UPDATE OF t
),
changed AS (
  UPDATE "plan"."notes" t
  SET "weight" = ((i.cells -> 'weight') #>> '{}')::double precision,
    modified_at = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN $9 ELSE t.modified_by END
  FROM target, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, request int)
  WHERE i.id = t.id
    AND t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    i.request,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $10::text || to_json(t."note")::text,
      $11::text
      || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
    ) || '}}' AS record,
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
altered AS (SELECT * FROM changed WHERE changed.before <> '{}'),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $13
    AND (SELECT count(*) FROM changed) = $6::int
    AND EXISTS (SELECT FROM altered)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $14, $15, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $12::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","updated":['
            || string_agg(
              '{"id":"' || altered.id || '","before":' || altered.before || ',"after":' || altered.after || '}',
              ',' ORDER BY altered.__id
            )
            || ']}]'
          FROM altered
        ) AS changes
    ) e
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
    FROM unnest($16::text[]) WITH ORDINALITY AS o(id, at)
    JOIN changed ON changed.id = o.id
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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
    SELECT w.id
    FROM unnest($6::text[]) WITH ORDINALITY AS w(id, at)
    WHERE (SELECT guard.ok FROM guard)
      AND NOT EXISTS (SELECT FROM "plan"."notes" t WHERE t.id = w.id)
    ORDER BY w.at
    LIMIT 1
  ) AS absent
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level,
  b.workspace_id AS "workspaceId",
  b.name,
  b.color,
  b.icon,
  h.schema_version AS "schemaVersion",
  h.seq,
  (
    SELECT coalesce(json_agg(x ORDER BY x.position, x.id), '[]')
    FROM (
      SELECT t.id,
        t.name,
        t.description,
        t.primary_field_id AS "primaryFieldId",
        t.position,
        (
          SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]')
          FROM "plan"."field" f
          WHERE f.table_id = t.id
        ) AS fields,
        (
          SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]')
          FROM "plan"."view" v
          WHERE v.table_id = t.id
        ) AS views
      FROM "plan"."table" t
    ) x
  ) AS tables,
  (
    SELECT coalesce(json_agg(p), '[]')
    FROM (
      SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
      FROM "plan"."link_pair"
    ) p
  ) AS pairs,
  (
    SELECT coalesce(
      json_agg(m ORDER BY m."permissionLevel" DESC, api.text_order(m.name) COLLATE "C", m.id), '[]'
    )
    FROM (
      SELECT p.id, p.email, p.name, max(g.level) AS "permissionLevel"
      FROM (
        SELECT user_id, level
        FROM api.workspace_member
        WHERE workspace_id = b.workspace_id
        UNION ALL
        SELECT user_id, level
        FROM api.base_member
        WHERE base_id = b.id
      ) g
      JOIN api.person p ON p.id = g.user_id
      GROUP BY p.id
    ) m
  ) AS members,
  (
    SELECT coalesce(json_object_agg(c.table_id, c.record_count), '{}')
    FROM "plan"."table_counter" c
  ) AS counts,
  (
    SELECT coalesce(json_object_agg(x.id, x.name), '{}')
    FROM (
      SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name
      FROM "plan"."past_structure" p
      WHERE p.kind = 'field'
        AND NOT EXISTS (SELECT FROM "plan"."field" f WHERE f.id = p.id)
        
          AND p.id IN (
            SELECT m.found[1]
            FROM "plan"."field" f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
            WHERE f.options ? 'isValid'
          )
      ORDER BY p.id, p.since DESC
    ) x
  ) AS "formerNames"
FROM "plan"."head" h, api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = $1
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = $1
WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
  AND b.id = $3
  AND h.one;

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
  FOR NO KEY UPDATE OF t
),
changed AS (
  UPDATE "plan"."notes" t
  SET "weight" = ((i.cells -> 'weight') #>> '{}')::double precision,
    modified_at = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN $9 ELSE t.modified_by END
  FROM target, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, request int)
  WHERE i.id = t.id
    AND t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    i.request,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $10::text || to_json(t."note")::text,
      $11::text
      || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
    ) || '}}' AS record,
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
altered AS (SELECT * FROM changed WHERE changed.before <> '{}'),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $13
    AND (SELECT count(*) FROM changed) = $6::int
    AND EXISTS (SELECT FROM altered)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $14, $15, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $12::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","updated":['
            || string_agg(
              '{"id":"' || altered.id || '","before":' || altered.before || ',"after":' || altered.after || '}',
              ',' ORDER BY altered.__id
            )
            || ']}]'
          FROM altered
        ) AS changes
    ) e
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
    FROM unnest($16::text[]) WITH ORDINALITY AS o(id, at)
    JOIN changed ON changed.id = o.id
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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
    SELECT w.id
    FROM unnest($6::text[]) WITH ORDINALITY AS w(id, at)
    WHERE (SELECT guard.ok FROM guard)
      AND NOT EXISTS (SELECT FROM "plan"."notes" t WHERE t.id = w.id)
    ORDER BY w.at
    LIMIT 1
  ) AS absent
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level,
  b.workspace_id AS "workspaceId",
  b.name,
  b.color,
  b.icon,
  h.schema_version AS "schemaVersion",
  h.seq,
  (
    SELECT coalesce(json_agg(x ORDER BY x.position, x.id), '[]')
    FROM (
      SELECT t.id,
        t.name,
        t.description,
        t.primary_field_id AS "primaryFieldId",
        t.position,
        (
          SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]')
          FROM "plan"."field" f
          WHERE f.table_id = t.id
        ) AS fields,
        (
          SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]')
          FROM "plan"."view" v
          WHERE v.table_id = t.id
        ) AS views
      FROM "plan"."table" t
    ) x
  ) AS tables,
  (
    SELECT coalesce(json_agg(p), '[]')
    FROM (
      SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
      FROM "plan"."link_pair"
    ) p
  ) AS pairs,
  (
    SELECT coalesce(
      json_agg(m ORDER BY m."permissionLevel" DESC, api.text_order(m.name) COLLATE "C", m.id), '[]'
    )
    FROM (
      SELECT p.id, p.email, p.name, max(g.level) AS "permissionLevel"
      FROM (
        SELECT user_id, level
        FROM api.workspace_member
        WHERE workspace_id = b.workspace_id
        UNION ALL
        SELECT user_id, level
        FROM api.base_member
        WHERE base_id = b.id
      ) g
      JOIN api.person p ON p.id = g.user_id
      GROUP BY p.id
    ) m
  ) AS members,
  (
    SELECT coalesce(json_object_agg(c.table_id, c.record_count), '{}')
    FROM "plan"."table_counter" c
  ) AS counts,
  (
    SELECT coalesce(json_object_agg(x.id, x.name), '{}')
    FROM (
      SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name
      FROM "plan"."past_structure" p
      WHERE p.kind = 'field'
        AND NOT EXISTS (SELECT FROM "plan"."field" f WHERE f.id = p.id)
        
          AND p.id IN (
            SELECT m.found[1]
            FROM "plan"."field" f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
            WHERE f.options ? 'isValid'
          )
      ORDER BY p.id, p.since DESC
    ) x
  ) AS "formerNames"
FROM "plan"."head" h, api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = $1
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = $1
WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
  AND b.id = $3
  AND h.one;

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
  FOR NO KEY UPDATE OF t
),
changed AS (
  UPDATE "plan"."notes" t
  SET "weight" = ((i.cells -> 'weight') #>> '{}')::double precision,
    modified_at = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."weight" IS DISTINCT FROM ((i.cells -> 'weight') #>> '{}')::double precision
    ) THEN $9 ELSE t.modified_by END
  FROM target, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, request int)
  WHERE i.id = t.id
    AND t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    i.request,
    '{"id":"' || t.id || '","createdTime":"' || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"') || '","fields":{' || concat_ws(
      ',',
      $10::text || to_json(t."note")::text,
      $11::text
      || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
    ) || '}}' AS record,
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
altered AS (SELECT * FROM changed WHERE changed.before <> '{}'),
numbered AS (
  UPDATE "plan"."head"
  SET seq = seq + 1
  WHERE one
    AND schema_version = $13
    AND (SELECT count(*) FROM changed) = $6::int
    AND EXISTS (SELECT FROM altered)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $14, $15, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $12::text AS op_id,
        (
          SELECT '[{"kind":"records","tableId":"notes","updated":['
            || string_agg(
              '{"id":"' || altered.id || '","before":' || altered.before || ',"after":' || altered.after || '}',
              ',' ORDER BY altered.__id
            )
            || ']}]'
          FROM altered
        ) AS changes
    ) e
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
    FROM unnest($16::text[]) WITH ORDINALITY AS o(id, at)
    JOIN changed ON changed.id = o.id
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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
    SELECT w.id
    FROM unnest($6::text[]) WITH ORDINALITY AS w(id, at)
    WHERE (SELECT guard.ok FROM guard)
      AND NOT EXISTS (SELECT FROM "plan"."notes" t WHERE t.id = w.id)
    ORDER BY w.at
    LIMIT 1
  ) AS absent
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
