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
  SET "points" = ((i.cells -> 'points') #>> '{}')::double precision,
    modified_at = CASE WHEN (
      t."points" IS DISTINCT FROM ((i.cells -> 'points') #>> '{}')::double precision
    ) THEN now() ELSE t.modified_at END,
    modified_by = CASE WHEN (
      t."points" IS DISTINCT FROM ((i.cells -> 'points') #>> '{}')::double precision
    ) THEN $9 ELSE t.modified_by END
  FROM target, jsonb_to_recordset($8::jsonb) AS i(id text, cells jsonb, request int)
  WHERE i.id = t.id
    AND t.__id = target.__id
    AND (SELECT count(*) FROM target) = $6::int
  RETURNING t.__id,
    t.id,
    i.request,
    (
      SELECT '{"id":"'
        || t.id
        || '","createdTime":"'
        || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
        || '","fields":{'
        || concat_ws(
          ',',
          $17::text || to_json(t."task")::text,
          $18::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
          $19::text || to_json(t."due")::text,
          $20::text || ($10::jsonb ->> t."state"),
          $21::text || coalesce(
            (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
          ),
          $22::text || t."number"::text,
          $23::text || coalesce(
            (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
          ),
          $24::text || l1.v0,
          $25::text || (
            SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
            FROM "plan"."needs" j
            JOIN "plan"."tasks" o ON o.__id = j.b
            WHERE j.a = t.__id
          ),
          $26::text || l1.v1,
          $27::text || l1.v2,
          $28::text || CASE WHEN f0.v0 IN (
            'NaN'::float8, 'Infinity'::float8, '-Infinity'::float8
          ) THEN '{"specialValue":"' || f0.v0::text || '"}' ELSE nullif(formula.number_text(f0.v0), '') END,
          $29::text || CASE WHEN f7.v10 THEN '{"error":"#ERROR!"}' ELSE to_json(f7.v9)::text END,
          $30::text || nullif(formula.number_text(coalesce(l3.v0, 0)::float8), ''),
          $31::text || CASE WHEN f1.v11 IN (
            'NaN'::float8, 'Infinity'::float8, '-Infinity'::float8
          ) THEN '{"specialValue":"' || f1.v11::text || '"}' ELSE nullif(formula.number_text(f1.v11), '') END,
          $32::text || CASE WHEN f1.v14 THEN '{"error":"#ERROR!"}' ELSE to_json(f1.v13)::text END
        )
        || '}}'
      FROM (SELECT) one
      CROSS JOIN LATERAL (
        SELECT '["' || string_agg(o1.id, '","' ORDER BY j1.a_position, j1.b) || '"]' AS v0,
          '[' || string_agg(
            CASE WHEN abs(o1."age") >= 1e15 THEN formula.number_text(o1."age") ELSE o1."age"::text END,
            ',' ORDER BY j1.a_position,
            j1.b
          ) || ']' AS v1,
          CASE WHEN formula.gathered(octet_length(o1."person")) IS NOT NULL THEN '[' || string_agg(
            to_json(o1."person")::text, ',' ORDER BY j1.a_position, j1.b
          ) || ']' END AS v2,
          bool_and(abs(o1."age") < 1e300::float8) AS v3,
          sum(o1."age" ORDER BY j1.a_position, j1.b) FILTER (WHERE abs(o1."age") < 1e300::float8) AS v4,
          CASE WHEN formula.gathered(octet_length(o1."person")) IS NOT NULL THEN jsonb_agg(
            coalesce(to_jsonb(o1."person"), 'null'::jsonb) ORDER BY j1.a_position, j1.b
          ) END AS v5,
          CASE WHEN formula.gathered(octet_length(o1."person")) IS NOT NULL THEN jsonb_agg(
            to_jsonb(o1."person") ORDER BY j1.a_position, j1.b
          ) FILTER (WHERE to_jsonb(o1."person") IS NOT NULL) END AS v6,
          string_agg(
            coalesce(o1."person", ''), $16::text ORDER BY j1.a_position, j1.b
          ) FILTER (WHERE o1."person" IS NOT NULL) AS v7
        FROM "plan"."owners" j1
        JOIN "plan"."people" o1 ON o1.__id = j1.b
        WHERE j1.a = t.__id
      ) l1
      CROSS JOIN LATERAL (
        SELECT count(*) AS v0
        FROM "plan"."owners" j3
        JOIN "plan"."people" o3 ON o3.__id = j3.b
        CROSS JOIN (SELECT $13::double precision) unused
        WHERE j3.a = t.__id
          AND (coalesce(o3."age", 0::float8) > $13::double precision)
      ) l3
      CROSS JOIN LATERAL (
        SELECT CASE WHEN coalesce(l1.v3, true) THEN coalesce(l1.v4, 0::float8) ELSE (
          SELECT formula.sum_of(coalesce(l2.v0, '[]'::jsonb))
          FROM (SELECT) one
          CROSS JOIN LATERAL (
            SELECT jsonb_agg(coalesce(to_jsonb(o2."age"), 'null'::jsonb) ORDER BY j2.a_position, j2.b) AS v0
            FROM "plan"."owners" j2
            JOIN "plan"."people" o2 ON o2.__id = j2.b
            WHERE j2.a = t.__id
          ) l2
        ) END AS v0,
          formula.flatten(coalesce(l1.v5, '[]'::jsonb)) AS v1,
          coalesce(l1.v7, '') AS v12
        OFFSET 0
      ) f0
      CROSS JOIN LATERAL (
        SELECT (jsonb_array_length(f0.v1) > 100000) AS v2,
          CASE WHEN point(coalesce(t."points", 0::float8), f0.v0) <@ box '((1e18,1e18),(-1e18,-1e18))' THEN ((coalesce(t."points", 0::float8) * $14::double precision) + f0.v0) ELSE formula.add(
            formula.multiply(coalesce(t."points", 0::float8), $14::double precision), f0.v0
          ) END AS v11,
          nullif((coalesce(t."task", '') || $15::text || f0.v12), '') AS v13,
          (
            ((octet_length(coalesce(l1.v7, '')) > 1000000 AND formula.too_long(l1.v7)))
            OR (
              (4::bigint + octet_length(coalesce(t."task", '')) + octet_length(f0.v12)) > 1000000
              AND formula.too_long((coalesce(t."task", '') || $15::text || f0.v12))
            )
          ) AS v14
        OFFSET 0
      ) f1
      CROSS JOIN LATERAL (SELECT CASE WHEN f1.v2 THEN '[]'::jsonb ELSE f0.v1 END AS v3 OFFSET 0) f2
      CROSS JOIN LATERAL (SELECT formula.flatten(formula.items_unique(f2.v3)) AS v4 OFFSET 0) f3
      CROSS JOIN LATERAL (SELECT (jsonb_array_length(f3.v4) > 100000) AS v5 OFFSET 0) f4
      CROSS JOIN LATERAL (
        SELECT CASE WHEN f4.v5 THEN '[]'::jsonb ELSE f3.v4 END AS v6,
          ((f1.v2 OR formula.has_error(f2.v3)) OR f4.v5) AS v7
        OFFSET 0
      ) f5
      CROSS JOIN LATERAL (SELECT formula.joined_too_long(f5.v6, $12::text) AS v8 OFFSET 0) f6
      CROSS JOIN LATERAL (
        SELECT nullif(CASE WHEN f6.v8 THEN '' ELSE formula.list_text(f5.v6, $12::text) END, '') AS v9,
          ((f5.v7 OR formula.has_error(f5.v6)) OR f6.v8) AS v10
        OFFSET 0
      ) f7
    ) AS record,
    '{' || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
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
    AND schema_version = $34
    AND (SELECT count(*) FROM changed) = $6::int
    AND EXISTS (SELECT FROM altered)
  RETURNING seq - 1 AS before
),
entry AS (
  INSERT INTO "plan"."change" (seq, actor, source, op_id, changes)
  SELECT numbered.before + e.at, $35, $36, e.op_id, e.changes::jsonb
  FROM numbered,
    (
      SELECT 1 AS at,
        $33::text AS op_id,
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
    FROM unnest($37::text[]) WITH ORDINALITY AS o(id, at)
    JOIN changed ON changed.id = o.id
  ) AS records
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
