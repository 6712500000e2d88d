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
  json_build_object(
    'people',
    (
      SELECT coalesce(json_agg(json_build_array(x.title, x.id)), '[]')
      FROM (
        SELECT DISTINCT ON (title) coalesce(t."person", '') AS title, t.id
        FROM "plan"."people" t
        WHERE coalesce(t."person", '') IN (SELECT unnest($6::text[]))
          AND (SELECT guard.ok FROM guard)
        ORDER BY title, t.__id
      ) x
    )
  ) AS titles
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
    SELECT coalesce(json_agg(json_build_array(x.folded, x.id, x.title)), '[]')
    FROM (
      SELECT CASE WHEN octet_length(coalesce(t."person", '')) = length(coalesce(t."person", '')) THEN lower(coalesce(t."person", '') COLLATE "C") ELSE api.text_sought(coalesce(t."person", '')) END AS folded,
        min(t.id) AS id,
        min(coalesce(t."person", '')) AS title
      FROM "plan"."people" t
      WHERE CASE WHEN octet_length(coalesce(t."person", '')) = length(coalesce(t."person", '')) THEN lower(coalesce(t."person", '') COLLATE "C") ELSE api.text_sought(coalesce(t."person", '')) END IN (SELECT unnest($6::text[]))
        AND (SELECT guard.ok FROM guard)
      GROUP BY 1
      HAVING count(*) = 1
    ) x
  ) AS alike
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
