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
p AS MATERIALIZED (
  SELECT '{"id":"'
    || t.id
    || '","n":'
    || t.__id
    || ',"createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","cells":{'
    || concat_ws(
      ',',
      $8::text || to_json(t."task")::text,
      $9::text || CASE WHEN abs(t."points") >= 1e15 THEN formula.number_text(t."points") ELSE t."points"::text END,
      $10::text || to_json(t."due")::text,
      $11::text || to_json(t."state")::text,
      $12::text || to_json(t."assignee")::text,
      $13::text || t."number"::text,
      $14::text || to_json(t.modified_by)::text,
      $15::text || (
        SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."person", ''))) IS NOT NULL THEN '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."person", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']' END
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ),
      $16::text
      || (
        SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."task", ''))) IS NOT NULL THEN '['
          || string_agg(
            '{"id":"' || o.id || '","title":' || to_json(coalesce(o."task", ''))::text || '}',
            ',' ORDER BY j.a_position,
            j.b
          )
          || ']' END
        FROM "plan"."needs" j
        JOIN "plan"."tasks" o ON o.__id = j.b
        WHERE j.a = t.__id
      )
    )
    || '}}' AS row
  FROM "plan"."tasks" t
  WHERE t.__id >= (
    SELECT t.__id
    FROM "plan"."tasks" t
    ORDER BY t.__id
    OFFSET $6::bigint
    LIMIT 1
  )
    AND (SELECT guard.ok FROM guard)
  ORDER BY t.__id
  LIMIT $7::int
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  '{"seq":'
  || guard.seq
  || ',"schemaVersion":'
  || guard.schema_version
  || ',"total":'
  || (
    SELECT c.record_count
    FROM "plan"."table_counter" c
    WHERE c.table_id = $17
  )
  || ',"start":'
  || $6::bigint
  || ',"rows":['
  || coalesce(
    (
      SELECT string_agg(w.row, ',')
      FROM (
        SELECT p.*, sum(octet_length(p.row)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(p.row) AS before
        FROM p
      ) w
      WHERE w.before < 8388608
    ),
    ''
  )
  || ']}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
