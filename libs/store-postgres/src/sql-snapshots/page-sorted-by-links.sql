WITH people AS MATERIALIZED (
  SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT p.id, p.email, p.name) c)) AS cells,
    jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), p.email)) AS names
  FROM api.person p
  WHERE p.id IN (
    SELECT m.user_id
    FROM api.workspace_member m
    JOIN api.base b USING (workspace_id)
    WHERE b.id = $8
    UNION
    SELECT m.user_id
    FROM api.base_member m
    WHERE m.base_id = $8
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
p AS MATERIALIZED (
  SELECT t.__id,
    t.id,
    '{"id":"'
    || t.id
    || '","createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
    || '","fields":{'
    || concat_ws(
      ',',
      $9::text || to_json(t."task")::text,
      $10::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
      $11::text || to_json(t."due")::text,
      $12::text || ($7::jsonb ->> t."state"),
      $13::text || coalesce(
        (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
      ),
      $14::text || t."number"::text,
      $15::text || coalesce(
        (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
      ),
      $16::text || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $17::text
      || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    )
    || '}}' AS record
  FROM "plan"."tasks" t
  WHERE (SELECT guard.ok FROM guard)
  ORDER BY (
    SELECT CASE WHEN formula.gathered(octet_length(o."person")) IS NOT NULL THEN array_agg(
      ROW(
        api.text_order(o."person") COLLATE "C" IS NOT NULL, api.text_order(o."person") COLLATE "C"
      ) ORDER BY j.a_position,
      j.b
    ) END
    FROM "plan"."owners" j
    JOIN "plan"."people" o ON o.__id = j.b
    WHERE j.a = t.__id
  ) DESC NULLS LAST,
    t.__id ASC
  LIMIT $6::int
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  page.*,
  false AS more,
  true AS available,
  NULL AS "inTable"
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true,
  (
    SELECT string_agg(w.record, ',') FILTER (WHERE w.before < 8388608) AS records,
      (count(*) FILTER (WHERE w.before < 8388608))::int AS count,
      count(*) > count(*) FILTER (WHERE w.before < 8388608) AS cut,
      (array_agg(w.__id))[count(*)] AS "lastNumber",
      (array_agg(w.id))[count(*)] AS "lastId"
    FROM (
      SELECT p.*,
        sum(octet_length(p.record)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(p.record) AS before
      FROM p
    ) w
  ) page;
