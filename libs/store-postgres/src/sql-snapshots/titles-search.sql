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
found AS MATERIALIZED (
  SELECT *
  FROM (
    (SELECT t.id, coalesce(t."person", '') AS title FROM "plan"."people" t WHERE (SELECT guard.ok FROM guard) AND ((ascii(coalesce(t."person", '')) >= 128 OR ascii(coalesce(t."person", '')) IN ($7::int, $8::int)) AND (lower(coalesce(t."person", '') COLLATE "C") LIKE $9::text OR (octet_length(coalesce(t."person", '')) <> length(coalesce(t."person", '')) AND api.text_sought(coalesce(t."person", '')) COLLATE "C" LIKE $9::text))) ORDER BY t.__id ASC LIMIT $6::int) UNION ALL (
      SELECT t.id, coalesce(t."person", '') AS title
      FROM "plan"."people" t
      WHERE (SELECT guard.ok FROM guard)
        
          AND (
            (ascii(coalesce(t."person", '')) >= 128 OR ascii(coalesce(t."person", '')) IN ($7::int, $8::int))
            AND (
              lower(coalesce(t."person", '') COLLATE "C") LIKE $10::text
              OR (
                octet_length(coalesce(t."person", '')) <> length(coalesce(t."person", ''))
                AND api.text_sought(coalesce(t."person", '')) COLLATE "C" LIKE $10::text
              )
            )
          )
        
          AND NOT (
            (ascii(coalesce(t."person", '')) >= 128 OR ascii(coalesce(t."person", '')) IN ($7::int, $8::int))
            AND (
              lower(coalesce(t."person", '') COLLATE "C") LIKE $9::text
              OR (
                octet_length(coalesce(t."person", '')) <> length(coalesce(t."person", ''))
                AND api.text_sought(coalesce(t."person", '')) COLLATE "C" LIKE $9::text
              )
            )
          )
      ORDER BY t.__id ASC
      LIMIT $6::int
    ) UNION ALL (
      SELECT t.id, coalesce(t."person", '') AS title
      FROM "plan"."people" t
      WHERE (SELECT guard.ok FROM guard)
        
          AND (
            lower(coalesce(t."person", '') COLLATE "C") LIKE $11::text
            OR (
              octet_length(coalesce(t."person", '')) <> length(coalesce(t."person", ''))
              AND api.text_sought(coalesce(t."person", '')) COLLATE "C" LIKE $11::text
            )
          )
        
          AND NOT (
            (ascii(coalesce(t."person", '')) >= 128 OR ascii(coalesce(t."person", '')) IN ($7::int, $8::int))
            AND (
              lower(coalesce(t."person", '') COLLATE "C") LIKE $10::text
              OR (
                octet_length(coalesce(t."person", '')) <> length(coalesce(t."person", ''))
                AND api.text_sought(coalesce(t."person", '')) COLLATE "C" LIKE $10::text
              )
            )
          )
      ORDER BY t.__id ASC
      LIMIT $6::int
    )
  ) ranked
  LIMIT $6::int
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (
    SELECT '{"records":['
      || coalesce(string_agg('{"id":"' || f.id || '","title":' || to_json(f.title)::text || '}', ','), '')
      || ']}'
    FROM found f
  ) AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
