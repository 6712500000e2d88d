WITH people AS MATERIALIZED (
  SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT p.id, p.email, p.name) c)) AS cells,
    jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), p.email)) AS names
  FROM api.person p
  WHERE p.id IN (
    SELECT m.user_id
    FROM api.workspace_member m
    JOIN api.base b USING (workspace_id)
    WHERE b.id = $12
    UNION
    SELECT m.user_id
    FROM api.base_member m
    WHERE m.base_id = $12
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
snapshot AS MATERIALIZED (
  SELECT s.ids[$7::int : $7::int + $6::int - 1] AS ids, cardinality(s.ids) AS total
  FROM "plan"."list_snapshot" s
  WHERE s.id = $8
    AND s.table_id = $9
    AND s.user_id = $10
    AND (SELECT guard.ok FROM guard)
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
      $13::text || to_json(t."task")::text,
      $14::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
      $15::text || to_json(t."due")::text,
      $16::text || ($11::jsonb ->> t."state"),
      $17::text || coalesce(
        (SELECT people.cells FROM people) ->> t."assignee", '{"id":"' || t."assignee" || '"}'
      ),
      $18::text || t."number"::text,
      $19::text || coalesce(
        (SELECT people.cells FROM people) ->> t.modified_by, '{"id":"' || t.modified_by || '"}'
      ),
      $20::text || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $21::text
      || (
        SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    )
    || '}}' AS record
  FROM snapshot
  CROSS JOIN LATERAL unnest(snapshot.ids) WITH ORDINALITY AS k(__id, at)
  JOIN "plan"."tasks" t ON t.__id = k.__id
  ORDER BY k.at
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  page.*,
  coalesce((SELECT snapshot.total >= $7::int + $6::int FROM snapshot), false) AS more,
  EXISTS (SELECT FROM snapshot) AS available,
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
