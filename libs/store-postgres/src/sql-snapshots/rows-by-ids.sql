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
  SELECT o.id,
    '{"id":"'
    || t.id
    || '","n":'
    || t.__id
    || ',"createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","cells":{'
    || concat_ws(
      ',',
      $7::text
      || (
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
      )
    )
    || '}}' AS row
  FROM unnest($6::text[]) WITH ORDINALITY AS o(id, at)
  JOIN "plan"."tasks" t ON t.id = o.id
  WHERE (SELECT guard.ok FROM guard)
  ORDER BY o.at
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (
    SELECT '{"rows":['
      || coalesce(string_agg(w.row, ',') FILTER (WHERE w.before < 8388608), '')
      || ']'
      || coalesce(',"next":"' || (array_agg(w.id))[1 + count(*) FILTER (WHERE w.before < 8388608)] || '"', '')
      || '}'
    FROM (
      SELECT p.*, sum(octet_length(p.row)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(p.row) AS before
      FROM p
    ) w
  ) AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
