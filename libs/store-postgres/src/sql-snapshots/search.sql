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
  FROM "plan"."tasks" t
  LEFT JOIN (
    SELECT DISTINCT j1.a AS own
    FROM "plan"."owners" j1
    JOIN "plan"."people" o1 ON o1.__id = j1.b
    CROSS JOIN LATERAL (SELECT o1."person" AS t OFFSET 0) s2
    WHERE coalesce(
      strpos(
        CASE WHEN octet_length(s2.t) = length(s2.t) THEN translate(
          lower(s2.t COLLATE "C"), E'\x01', E'\x02'
        ) ELSE api.text_sought(s2.t) END,
        $9::text
      ) > 0,
      false
    )
  ) h1 ON h1.own = t.__id
  LEFT JOIN (
    SELECT DISTINCT j3.a AS own
    FROM "plan"."needs" j3
    JOIN "plan"."tasks" o3 ON o3.__id = j3.b
    CROSS JOIN LATERAL (SELECT o3."task" AS t OFFSET 0) s4
    WHERE coalesce(
      strpos(
        CASE WHEN octet_length(s4.t) = length(s4.t) THEN translate(
          lower(s4.t COLLATE "C"), E'\x01', E'\x02'
        ) ELSE api.text_sought(s4.t) END,
        $10::text
      ) > 0,
      false
    )
  ) h3 ON h3.own = t.__id
  CROSS JOIN LATERAL (
    SELECT concat_ws(
      E'\n',
      t."task",
      coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee"),
      coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by)
    ) AS t
    OFFSET 0
  ) s5
  WHERE (SELECT guard.ok FROM guard)
    
      AND coalesce(
        h1.own IS NOT NULL OR h3.own IS NOT NULL OR strpos(
          CASE WHEN octet_length(s5.t) = length(s5.t) THEN translate(
            lower(s5.t COLLATE "C"), E'\x01', E'\x02'
          ) ELSE api.text_sought(s5.t) END,
          $6::text
        ) > 0,
        false
      )
),
placed AS MATERIALIZED (
  SELECT p.__id, sum(c.rows) OVER (ORDER BY p.__id) - 1 AS index
  FROM (
    SELECT f.__id, lag(f.__id, 1, -1::bigint) OVER (ORDER BY f.__id) AS last
    FROM found f
    ORDER BY f.__id
    LIMIT $11::int
  ) p
  CROSS JOIN LATERAL (
    SELECT count(*) AS rows
    FROM "plan"."tasks" t
    WHERE t.__id > p.last
      AND t.__id <= p.__id
  ) c
),
matches AS MATERIALIZED (
  SELECT m.index,
    t.id,
    array_remove(
      ARRAY[CASE WHEN strpos(api.text_sought(t."task"), $12::text) > 0 THEN $13::text END,
      CASE WHEN strpos(
        api.text_sought(round((t."points")::text::numeric, 0)::text), $14::text
      ) > 0 THEN $15::text END,
      CASE WHEN strpos(
        api.text_sought(
          to_char(formula.at(((t."due" - DATE '1970-01-01')::bigint * 86400000)), 'YYYY-MM-DD')
        ),
        $16::text
      ) > 0 THEN $17::text END,
      CASE WHEN strpos(api.text_sought(($18::jsonb ->> t."state")), $19::text) > 0 THEN $20::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee")), $21::text
      ) > 0 THEN $22::text END,
      CASE WHEN strpos(
        api.text_sought(formula.number_text(t."number"::float8)), $23::text
      ) > 0 THEN $24::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by)),
        $25::text
      ) > 0 THEN $26::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT string_agg(
              (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (SELECT coalesce(o."person", '') AS t OFFSET 0) q
              ),
              ', ' ORDER BY j.a_position,
              j.b
            )
            FROM "plan"."owners" j
            JOIN "plan"."people" o ON o.__id = j.b
            WHERE j.a = t.__id
          )
        ),
        $27::text
      ) > 0 THEN $28::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT string_agg(
              (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (SELECT coalesce(o."task", '') AS t OFFSET 0) q
              ),
              ', ' ORDER BY j.a_position,
              j.b
            )
            FROM "plan"."needs" j
            JOIN "plan"."tasks" o ON o.__id = j.b
            WHERE j.a = t.__id
          )
        ),
        $29::text
      ) > 0 THEN $30::text END]::text[],
      NULL
    ) AS fields
  FROM placed m
  JOIN "plan"."tasks" t ON t.__id = m.__id
),
unused AS (SELECT $7::text)
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
