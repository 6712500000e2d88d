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
    SELECT j6.a AS own,
      CASE WHEN formula.gathered(octet_length(o6."person")) IS NOT NULL THEN jsonb_agg(
        coalesce(to_jsonb(o6."person"), 'null'::jsonb) ORDER BY j6.a_position, j6.b
      ) END AS v0,
      CASE WHEN formula.gathered(octet_length(o6."person")) IS NOT NULL THEN jsonb_agg(
        to_jsonb(o6."person") ORDER BY j6.a_position, j6.b
      ) FILTER (WHERE to_jsonb(o6."person") IS NOT NULL) END AS v1,
      string_agg(
        coalesce(o6."person", ''), $19::text ORDER BY j6.a_position, j6.b
      ) FILTER (WHERE o6."person" IS NOT NULL) AS v2
    FROM "plan"."owners" j6
    JOIN "plan"."people" o6 ON o6.__id = j6.b
    GROUP BY j6.a
  ) l6 ON l6.own = t.__id
  CROSS JOIN LATERAL (
    SELECT formula.flatten(coalesce(l6.v0, '[]'::jsonb)) AS v0, coalesce(l6.v2, '') AS v10
    OFFSET 0
  ) f0
  CROSS JOIN LATERAL (
    SELECT (jsonb_array_length(f0.v0) > 100000) AS v1,
      nullif((coalesce(t."task", '') || $18::text || f0.v10), '') AS v11,
      (
        ((octet_length(coalesce(l6.v2, '')) > 1000000 AND formula.too_long(l6.v2)))
        OR (
          (4::bigint + octet_length(coalesce(t."task", '')) + octet_length(f0.v10)) > 1000000
          AND formula.too_long((coalesce(t."task", '') || $18::text || f0.v10))
        )
      ) AS v12
    OFFSET 0
  ) f1
  CROSS JOIN LATERAL (SELECT CASE WHEN f1.v1 THEN '[]'::jsonb ELSE f0.v0 END AS v2 OFFSET 0) f2
  CROSS JOIN LATERAL (SELECT formula.flatten(formula.items_unique(f2.v2)) AS v3 OFFSET 0) f3
  CROSS JOIN LATERAL (SELECT (jsonb_array_length(f3.v3) > 100000) AS v4 OFFSET 0) f4
  CROSS JOIN LATERAL (
    SELECT CASE WHEN f4.v4 THEN '[]'::jsonb ELSE f3.v3 END AS v5,
      ((f1.v1 OR formula.has_error(f2.v2)) OR f4.v4) AS v6
    OFFSET 0
  ) f5
  CROSS JOIN LATERAL (SELECT formula.joined_too_long(f5.v5, $17::text) AS v7 OFFSET 0) f6
  CROSS JOIN LATERAL (
    SELECT nullif(CASE WHEN f6.v7 THEN '' ELSE formula.list_text(f5.v5, $17::text) END, '') AS v8,
      ((f5.v6 OR formula.has_error(f5.v5)) OR f6.v7) AS v9
    OFFSET 0
  ) f7
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
  LEFT JOIN (
    SELECT DISTINCT j5.a AS own
    FROM "plan"."owners" j5
    JOIN "plan"."people" o5 ON o5.__id = j5.b
    WHERE coalesce(
      lower(o5."person" COLLATE "C") LIKE $16::text OR (
        octet_length(o5."person") <> length(o5."person")
        AND api.text_sought(o5."person") COLLATE "C" LIKE $16::text
      ),
      false
    )
  ) h5 ON h5.own = t.__id
  CROSS JOIN LATERAL (
    SELECT coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee") AS t0,
      coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by) AS t1,
      CASE WHEN f7.v9 THEN '#ERROR!'::text ELSE f7.v8 END AS t2,
      CASE WHEN f1.v12 THEN '#ERROR!'::text ELSE f1.v11 END AS t3
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
        ) OR h2.own IS NOT NULL OR h3.own IS NOT NULL OR h5.own IS NOT NULL OR lower(s1.t2 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t2) <> length(s1.t2) AND api.text_sought(s1.t2) COLLATE "C" LIKE $7::text
        ) OR lower(s1.t3 COLLATE "C") LIKE $7::text OR (
          octet_length(s1.t3) <> length(s1.t3) AND api.text_sought(s1.t3) COLLATE "C" LIKE $7::text
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
    LIMIT $20::int
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
      ARRAY[CASE WHEN strpos(api.text_sought(t."task"), $21::text) > 0 THEN $22::text END,
      CASE WHEN strpos(
        api.text_sought(
          round(
            (
              CASE WHEN abs(t."points") < 1e15 THEN (t."points")::text ELSE formula.shortest(t."points") END::numeric
            ),
            0
          )::text
        ),
        $21::text
      ) > 0 THEN $23::text END,
      CASE WHEN strpos(
        api.text_sought(
          to_char(formula.at(((t."due" - DATE '1970-01-01')::bigint * 86400000)), 'YYYY-MM-DD')
        ),
        $21::text
      ) > 0 THEN $24::text END,
      CASE WHEN strpos(api.text_sought(($25::jsonb ->> t."state")), $21::text) > 0 THEN $26::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t."assignee", t."assignee")), $21::text
      ) > 0 THEN $27::text END,
      CASE WHEN strpos(
        api.text_sought(formula.number_text(t."number"::float8)), $21::text
      ) > 0 THEN $28::text END,
      CASE WHEN strpos(
        api.text_sought(coalesce((SELECT people.names FROM people) ->> t.modified_by, t.modified_by)),
        $21::text
      ) > 0 THEN $29::text END,
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
        $21::text
      ) > 0 THEN $30::text END,
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
        $21::text
      ) > 0 THEN $31::text END,
      CASE WHEN strpos(api.text_sought(l7.v0), $21::text) > 0 THEN $32::text END,
      CASE WHEN strpos(api.text_sought(l7.v1), $21::text) > 0 THEN $33::text END,
      CASE WHEN strpos(
        api.text_sought(
          CASE WHEN f0.v0 IN ('NaN'::float8, 'Infinity'::float8, '-Infinity'::float8) THEN f0.v0::text ELSE round(
            (CASE WHEN abs(f0.v0) < 1e15 THEN (f0.v0)::text ELSE formula.shortest(f0.v0) END::numeric), 0
          )::text END
        ),
        $21::text
      ) > 0 THEN $34::text END,
      CASE WHEN strpos(
        api.text_sought(CASE WHEN f7.v10 THEN '#ERROR!'::text ELSE f7.v9 END), $21::text
      ) > 0 THEN $36::text END,
      CASE WHEN strpos(
        api.text_sought(
          round(
            (
              CASE WHEN abs(coalesce(l9.v0, 0)::float8) < 1e15 THEN (coalesce(l9.v0, 0)::float8)::text ELSE formula.shortest(coalesce(l9.v0, 0)::float8) END::numeric
            ),
            0
          )::text
        ),
        $21::text
      ) > 0 THEN $38::text END,
      CASE WHEN strpos(
        api.text_sought(
          CASE WHEN f1.v11 IN ('NaN'::float8, 'Infinity'::float8, '-Infinity'::float8) THEN f1.v11::text ELSE round(
            (CASE WHEN abs(f1.v11) < 1e15 THEN (f1.v11)::text ELSE formula.shortest(f1.v11) END::numeric), 0
          )::text END
        ),
        $21::text
      ) > 0 THEN $40::text END,
      CASE WHEN strpos(
        api.text_sought(CASE WHEN f1.v14 THEN '#ERROR!'::text ELSE f1.v13 END), $21::text
      ) > 0 THEN $43::text END]::text[],
      NULL
    ) AS fields
  FROM placed m
  JOIN "plan"."tasks" t ON t.__id = m.__id
  CROSS JOIN LATERAL (
    SELECT string_agg(
      CASE WHEN o7."age" IS NOT NULL THEN (
        SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
          || replace(q.t, '"', '""')
          || '"' ELSE q.t END
        FROM (
          SELECT coalesce(
            round(
              (
                CASE WHEN abs(o7."age") < 1e15 THEN (o7."age")::text ELSE formula.shortest(o7."age") END::numeric
              ),
              0
            )::text,
            ''
          ) AS t
          OFFSET 0
        ) q
      ) END,
      ', ' ORDER BY j7.a_position,
      j7.b
    ) AS v0,
      CASE WHEN formula.gathered(octet_length(o7."person")) IS NOT NULL THEN string_agg(
        CASE WHEN o7."person" IS NOT NULL THEN (
          SELECT CASE WHEN q.t ~ '^["\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|,|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$|^$' THEN '"'
            || replace(q.t, '"', '""')
            || '"' ELSE q.t END
          FROM (SELECT coalesce(o7."person", '') AS t OFFSET 0) q
        ) END,
        ', ' ORDER BY j7.a_position,
        j7.b
      ) END AS v1,
      bool_and(abs(o7."age") < 1e300::float8) AS v2,
      sum(o7."age" ORDER BY j7.a_position, j7.b) FILTER (WHERE abs(o7."age") < 1e300::float8) AS v3,
      CASE WHEN formula.gathered(octet_length(o7."person")) IS NOT NULL THEN jsonb_agg(
        coalesce(to_jsonb(o7."person"), 'null'::jsonb) ORDER BY j7.a_position, j7.b
      ) END AS v4,
      CASE WHEN formula.gathered(octet_length(o7."person")) IS NOT NULL THEN jsonb_agg(
        to_jsonb(o7."person") ORDER BY j7.a_position, j7.b
      ) FILTER (WHERE to_jsonb(o7."person") IS NOT NULL) END AS v5,
      string_agg(
        coalesce(o7."person", ''), $42::text ORDER BY j7.a_position, j7.b
      ) FILTER (WHERE o7."person" IS NOT NULL) AS v6
    FROM "plan"."owners" j7
    JOIN "plan"."people" o7 ON o7.__id = j7.b
    WHERE j7.a = t.__id
  ) l7
  CROSS JOIN LATERAL (
    SELECT count(*) AS v0
    FROM "plan"."owners" j9
    JOIN "plan"."people" o9 ON o9.__id = j9.b
    CROSS JOIN (SELECT $37::double precision) unused
    WHERE j9.a = t.__id
      AND (coalesce(o9."age", 0::float8) > $37::double precision)
  ) l9
  CROSS JOIN LATERAL (
    SELECT CASE WHEN coalesce(l7.v2, true) THEN coalesce(l7.v3, 0::float8) ELSE (
      SELECT formula.sum_of(coalesce(l8.v0, '[]'::jsonb))
      FROM (SELECT) one
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(coalesce(to_jsonb(o8."age"), 'null'::jsonb) ORDER BY j8.a_position, j8.b) AS v0
        FROM "plan"."owners" j8
        JOIN "plan"."people" o8 ON o8.__id = j8.b
        WHERE j8.a = t.__id
      ) l8
    ) END AS v0,
      formula.flatten(coalesce(l7.v4, '[]'::jsonb)) AS v1,
      coalesce(l7.v6, '') AS v12
    OFFSET 0
  ) f0
  CROSS JOIN LATERAL (
    SELECT (jsonb_array_length(f0.v1) > 100000) AS v2,
      CASE WHEN point(coalesce(t."points", 0::float8), f0.v0) <@ box '((1e18,1e18),(-1e18,-1e18))' THEN ((coalesce(t."points", 0::float8) * $39::double precision) + f0.v0) ELSE formula.add(
        formula.multiply(coalesce(t."points", 0::float8), $39::double precision), f0.v0
      ) END AS v11,
      nullif((coalesce(t."task", '') || $41::text || f0.v12), '') AS v13,
      (
        ((octet_length(coalesce(l7.v6, '')) > 1000000 AND formula.too_long(l7.v6)))
        OR (
          (4::bigint + octet_length(coalesce(t."task", '')) + octet_length(f0.v12)) > 1000000
          AND formula.too_long((coalesce(t."task", '') || $41::text || f0.v12))
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
  CROSS JOIN LATERAL (SELECT formula.joined_too_long(f5.v6, $35::text) AS v8 OFFSET 0) f6
  CROSS JOIN LATERAL (
    SELECT nullif(CASE WHEN f6.v8 THEN '' ELSE formula.list_text(f5.v6, $35::text) END, '') AS v9,
      ((f5.v7 OR formula.has_error(f5.v6)) OR f6.v8) AS v10
    OFFSET 0
  ) f7
),
unused AS (VALUES ($6::text), ($9::text), ($11::text), ($13::text), ($14::text), ($15::text))
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
