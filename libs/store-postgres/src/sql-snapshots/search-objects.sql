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
found AS MATERIALIZED (
  SELECT t.__id
  FROM "plan"."things" t
  CROSS JOIN LATERAL (
    SELECT (t."code" ->> 'text') AS t0,
      (
        SELECT string_agg(e.t, ', ')
        FROM (
          SELECT (
            SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
              || replace(q.t, '"', '""')
              || '"' ELSE q.t END
            FROM (
              SELECT coalesce((SELECT people.names FROM people) ->> c, c) AS t
              OFFSET 0
            ) q
          ) AS t
          FROM (SELECT unnest(t."team") AS c) AS elements
        ) e
      ) AS t1,
      (
        SELECT string_agg(e.t, ', ')
        FROM (
          SELECT (
            SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
              || replace(q.t, '"', '""')
              || '"' ELSE q.t END
            FROM (
              SELECT (f ->> 'filename') || ' (' || (f ->> 'url') || ')' AS t
              OFFSET 0
            ) q
          ) AS t
          FROM (SELECT jsonb_array_elements(t."files") AS f) AS files
        ) e
      ) AS t2
    OFFSET 0
  ) s1
  WHERE (SELECT guard.ok FROM guard)
    
      AND coalesce(
        lower(t."thing" COLLATE "C") LIKE $7::text OR (
          octet_length(t."thing") <> length(t."thing")
          AND api.text_sought(t."thing") COLLATE "C" LIKE $7::text
        ) OR lower(s1.t0 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t0) <> length(s1.t0) AND api.text_sought(s1.t0) COLLATE "C" LIKE $7::text
        ) OR lower(s1.t1 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t1) <> length(s1.t1) AND api.text_sought(s1.t1) COLLATE "C" LIKE $7::text
        ) OR lower(s1.t2 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t2) <> length(s1.t2) AND api.text_sought(s1.t2) COLLATE "C" LIKE $7::text
        ),
        false
      )
),
placed AS MATERIALIZED (
  SELECT p.__id, sum(c.rows) OVER (ORDER BY p.__id) - 1 AS index
  FROM (
    SELECT f.__id, lag(f.__id, 1, -1::bigint) OVER (ORDER BY f.__id) AS last
    FROM found f
    ORDER BY f.__id
    LIMIT $9::int
  ) p
  CROSS JOIN LATERAL (
    SELECT count(*) AS rows
    FROM "plan"."things" t
    WHERE t.__id > p.last
      AND t.__id <= p.__id
  ) c
),
matches AS MATERIALIZED (
  SELECT m.index,
    t.id,
    array_remove(
      ARRAY[CASE WHEN strpos(api.text_sought(t."thing"), $10::text) > 0 THEN $11::text END,
      CASE WHEN strpos(api.text_sought((t."code" ->> 'text')), $10::text) > 0 THEN $12::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT string_agg(e.t, ', ')
            FROM (
              SELECT (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (
                  SELECT coalesce((SELECT people.names FROM people) ->> c, c) AS t
                  OFFSET 0
                ) q
              ) AS t
              FROM (SELECT unnest(t."team") AS c) AS elements
            ) e
          )
        ),
        $10::text
      ) > 0 THEN $13::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT string_agg(e.t, ', ')
            FROM (
              SELECT (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (
                  SELECT (f ->> 'filename') || ' (' || (f ->> 'url') || ')' AS t
                  OFFSET 0
                ) q
              ) AS t
              FROM (SELECT jsonb_array_elements(t."files") AS f) AS files
            ) e
          )
        ),
        $10::text
      ) > 0 THEN $14::text END]::text[],
      NULL
    ) AS fields
  FROM placed m
  JOIN "plan"."things" t ON t.__id = m.__id
),
unused AS (VALUES ($6::text))
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  '{"seq":'
  || guard.seq
  || ',"schemaVersion":'
  || guard.schema_version
  || ',"total":'
  || (SELECT count(*) FROM found)
  || ',"matches":['
  || coalesce(
    (
      SELECT string_agg(
        '{"index":' || m.index || ',"recordId":"' || m.id || '","fieldIds":' || array_to_json(m.fields)::text || '}',
        ',' ORDER BY m.index
      )
      FROM matches m
    ),
    ''
  )
  || ']}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
