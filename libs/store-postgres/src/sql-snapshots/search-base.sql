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
SELECT guard.level, guard.schema_version AS "schemaVersion"
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
),
found AS MATERIALIZED (
  SELECT t.__id
  FROM "plan"."notes" t
  WHERE (SELECT guard.ok FROM guard)
    
      AND coalesce(
        lower(t."note" COLLATE "C") LIKE $7::text OR (
          octet_length(t."note") <> length(t."note") AND api.text_sought(t."note") COLLATE "C" LIKE $7::text
        ),
        false
      )
  ORDER BY t.__id
  LIMIT $8::int
),
matches AS MATERIALIZED (
  SELECT t.__id,
    t.id AS "recordId",
    coalesce(t."note", '') AS title,
    array_remove(
      ARRAY[CASE WHEN strpos(api.text_sought(t."note"), $9::text) > 0 THEN $10::text END,
      CASE WHEN strpos(
        api.text_sought(
          round(
            (
              CASE WHEN abs(t."weight") < 1e15 THEN (t."weight")::text ELSE formula.shortest(t."weight") END::numeric
            ),
            0
          )::text
        ),
        $9::text
      ) > 0 THEN $11::text END]::text[],
      NULL
    ) AS "fieldIds"
  FROM found f
  JOIN "plan"."notes" t ON t.__id = f.__id
),
unused AS (VALUES ($6::text))
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  coalesce(
    (
      SELECT json_agg(
        json_build_object(
          'recordId', m."recordId", 'title', m.title, 'fieldIds', m."fieldIds"
        ) ORDER BY m.__id
      )
      FROM matches m
    ),
    '[]'
  ) AS matches
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
),
found AS MATERIALIZED (
  SELECT t.__id
  FROM "plan"."people" t
  LEFT JOIN (
    SELECT DISTINCT j1.b AS own
    FROM "plan"."owners" j1
    JOIN "plan"."tasks" o1 ON o1.__id = j1.a
    WHERE coalesce(
      lower(o1."task" COLLATE "C") LIKE $9::text OR (
        octet_length(o1."task") <> length(o1."task") AND api.text_sought(o1."task") COLLATE "C" LIKE $9::text
      ),
      false
    )
  ) h1 ON h1.own = t.__id
  WHERE (SELECT guard.ok FROM guard)
    
      AND coalesce(
        lower(t."person" COLLATE "C") LIKE $7::text OR (
          octet_length(t."person") <> length(t."person")
          AND api.text_sought(t."person") COLLATE "C" LIKE $7::text
        ) OR h1.own IS NOT NULL,
        false
      )
  ORDER BY t.__id
  LIMIT $10::int
),
matches AS MATERIALIZED (
  SELECT t.__id,
    t.id AS "recordId",
    coalesce(t."person", '') AS title,
    array_remove(
      ARRAY[CASE WHEN strpos(api.text_sought(t."person"), $11::text) > 0 THEN $12::text END,
      CASE WHEN strpos(
        api.text_sought(
          round(
            (CASE WHEN abs(t."age") < 1e15 THEN (t."age")::text ELSE formula.shortest(t."age") END::numeric),
            0
          )::text
        ),
        $11::text
      ) > 0 THEN $13::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."task", ''))) IS NOT NULL THEN string_agg(
              (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (SELECT coalesce(o."task", '') AS t OFFSET 0) q
              ),
              ', ' ORDER BY j.b_position,
              j.a
            ) END
            FROM "plan"."owners" j
            JOIN "plan"."tasks" o ON o.__id = j.a
            WHERE j.b = t.__id
          )
        ),
        $11::text
      ) > 0 THEN $14::text END]::text[],
      NULL
    ) AS "fieldIds"
  FROM found f
  JOIN "plan"."people" t ON t.__id = f.__id
),
unused AS (VALUES ($6::text), ($8::text))
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  coalesce(
    (
      SELECT json_agg(
        json_build_object(
          'recordId', m."recordId", 'title', m.title, 'fieldIds', m."fieldIds"
        ) ORDER BY m.__id
      )
      FROM matches m
    ),
    '[]'
  ) AS matches
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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
    SELECT DISTINCT j2.a AS own
    FROM "plan"."owners" j2
    JOIN "plan"."people" o2 ON o2.__id = j2.b
    WHERE coalesce(
      lower(o2."person" COLLATE "C") LIKE $10::text OR (
        octet_length(o2."person") <> length(o2."person")
        AND api.text_sought(o2."person") COLLATE "C" LIKE $10::text
      ),
      false
    )
  ) h2 ON h2.own = t.__id
  LEFT JOIN (
    SELECT DISTINCT j3.a AS own
    FROM "plan"."needs" j3
    JOIN "plan"."tasks" o3 ON o3.__id = j3.b
    WHERE coalesce(
      lower(o3."task" COLLATE "C") LIKE $12::text OR (
        octet_length(o3."task") <> length(o3."task") AND api.text_sought(o3."task") COLLATE "C" LIKE $12::text
      ),
      false
    )
  ) h3 ON h3.own = t.__id
  CROSS JOIN LATERAL (
    SELECT coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee") AS t0,
      coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by) AS t1
    OFFSET 0
  ) s1
  WHERE (SELECT guard.ok FROM guard)
    
      AND coalesce(
        lower(t."task" COLLATE "C") LIKE $7::text OR (
          octet_length(t."task") <> length(t."task") AND api.text_sought(t."task") COLLATE "C" LIKE $7::text
        ) OR lower(s1.t0 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t0) <> length(s1.t0) AND api.text_sought(s1.t0) COLLATE "C" LIKE $7::text
        ) OR lower(s1.t1 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t1) <> length(s1.t1) AND api.text_sought(s1.t1) COLLATE "C" LIKE $7::text
        ) OR h2.own IS NOT NULL OR h3.own IS NOT NULL,
        false
      )
  ORDER BY t.__id
  LIMIT $13::int
),
matches AS MATERIALIZED (
  SELECT t.__id,
    t.id AS "recordId",
    coalesce(t."task", '') AS title,
    array_remove(
      ARRAY[CASE WHEN strpos(api.text_sought(t."task"), $14::text) > 0 THEN $15::text END,
      CASE WHEN strpos(
        api.text_sought(
          round(
            (
              CASE WHEN abs(t."points") < 1e15 THEN (t."points")::text ELSE formula.shortest(t."points") END::numeric
            ),
            0
          )::text
        ),
        $14::text
      ) > 0 THEN $16::text END,
      CASE WHEN strpos(
        api.text_sought(
          to_char(formula.at(((t."due" - DATE '1970-01-01')::bigint * 86400000)), 'YYYY-MM-DD')
        ),
        $14::text
      ) > 0 THEN $17::text END,
      CASE WHEN strpos(api.text_sought(($18::jsonb ->> t."state")), $14::text) > 0 THEN $19::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee")), $14::text
      ) > 0 THEN $20::text END,
      CASE WHEN strpos(
        api.text_sought(formula.number_text(t."number"::float8)), $14::text
      ) > 0 THEN $21::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by)),
        $14::text
      ) > 0 THEN $22::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."person", ''))) IS NOT NULL THEN string_agg(
              (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (SELECT coalesce(o."person", '') AS t OFFSET 0) q
              ),
              ', ' ORDER BY j.a_position,
              j.b
            ) END
            FROM "plan"."owners" j
            JOIN "plan"."people" o ON o.__id = j.b
            WHERE j.a = t.__id
          )
        ),
        $14::text
      ) > 0 THEN $23::text END,
      CASE WHEN strpos(
        api.text_sought(
          (
            SELECT CASE WHEN formula.gathered(octet_length(coalesce(o."task", ''))) IS NOT NULL THEN string_agg(
              (
                SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
                  || replace(q.t, '"', '""')
                  || '"' ELSE q.t END
                FROM (SELECT coalesce(o."task", '') AS t OFFSET 0) q
              ),
              ', ' ORDER BY j.a_position,
              j.b
            ) END
            FROM "plan"."needs" j
            JOIN "plan"."tasks" o ON o.__id = j.b
            WHERE j.a = t.__id
          )
        ),
        $14::text
      ) > 0 THEN $24::text END]::text[],
      NULL
    ) AS "fieldIds"
  FROM found f
  JOIN "plan"."tasks" t ON t.__id = f.__id
),
unused AS (VALUES ($6::text), ($9::text), ($11::text))
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  coalesce(
    (
      SELECT json_agg(
        json_build_object(
          'recordId', m."recordId", 'title', m.title, 'fieldIds', m."fieldIds"
        ) ORDER BY m.__id
      )
      FROM matches m
    ),
    '[]'
  ) AS matches
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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
  ORDER BY t.__id
  LIMIT $9::int
),
matches AS MATERIALIZED (
  SELECT t.__id,
    t.id AS "recordId",
    coalesce(t."thing", '') AS title,
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
    ) AS "fieldIds"
  FROM found f
  JOIN "plan"."things" t ON t.__id = f.__id
),
unused AS (VALUES ($6::text))
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  coalesce(
    (
      SELECT json_agg(
        json_build_object(
          'recordId', m."recordId", 'title', m.title, 'fieldIds', m."fieldIds"
        ) ORDER BY m.__id
      )
      FROM matches m
    ),
    '[]'
  ) AS matches
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
