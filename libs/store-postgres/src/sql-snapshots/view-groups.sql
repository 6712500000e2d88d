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
heads AS MATERIALIZED (
  SELECT -1 + 1 - GROUPING(g0_0) + 1 - GROUPING(g1_0) AS level,
    count(*) AS count,
    (array_agg(r.__id ORDER BY s0 ASC NULLS FIRST, r.__id ASC))[1] AS first,
    g0_0,
    g1_0,
    '{'
    || concat_ws(
      ',',
      $11::text || coalesce(
        CASE WHEN abs(sum(CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END) / nullif(count(r.v0), 0)) < 'Infinity' THEN CASE WHEN abs(
          (
            sum(
              CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END
            ) / nullif(count(r.v0), 0) + 0::float8
          )
        ) >= 1e15 THEN formula.number_text(
          (
            sum(
              CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END
            ) / nullif(count(r.v0), 0) + 0::float8
          )
        ) ELSE (
          sum(
            CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END
          ) / nullif(count(r.v0), 0) + 0::float8
        )::text END END,
        'null'
      ),
      $12::text || coalesce(
        to_char(formula.at(((max(r.v1) - DATE '1970-01-01')::bigint * 86400000)), '"\""YYYY-MM-DD"\""'),
        'null'
      ),
      $13::text || coalesce((count(r.v2)::float8 / nullif(count(*), 0))::text, 'null'),
      $14::text || coalesce(count(DISTINCT r.v3)::text, 'null'),
      $15::text || coalesce(
        CASE WHEN abs(percentile_cont(0.5) WITHIN GROUP (ORDER BY r.v4)) < 'Infinity' THEN CASE WHEN abs(
          (percentile_cont(0.5) WITHIN GROUP (ORDER BY r.v4) + 0::float8)
        ) >= 1e15 THEN formula.number_text(
          (percentile_cont(0.5) WITHIN GROUP (ORDER BY r.v4) + 0::float8)
        ) ELSE (percentile_cont(0.5) WITHIN GROUP (ORDER BY r.v4) + 0::float8)::text END END,
        'null'
      ),
      $16::text || coalesce(count(r.v5)::text, 'null'),
      $17::text
      || coalesce(
        CASE WHEN count(r.v6) > 0 THEN '{"histogram":{"from":' || CASE WHEN abs(min(r.v6)) < 'Infinity' THEN CASE WHEN abs((min(r.v6) + 0::float8)) >= 1e15 THEN formula.number_text((min(r.v6) + 0::float8)) ELSE (min(r.v6) + 0::float8)::text END END || ',"to":' || CASE WHEN abs(max(r.v6)) < 'Infinity' THEN CASE WHEN abs((max(r.v6) + 0::float8)) >= 1e15 THEN formula.number_text((max(r.v6) + 0::float8)) ELSE (max(r.v6) + 0::float8)::text END END || ',"counts":' || (
          SELECT json_agg(coalesce(c.rows, 0) ORDER BY p.part)
          FROM generate_series(1, CASE WHEN min(r.v6) < max(r.v6) THEN 10 ELSE 1 END) AS p(part)
          LEFT JOIN (
            SELECT CASE WHEN min(r.v6) < max(r.v6) THEN least(
              width_bucket(x, min(r.v6), max(r.v6), 10), 10
            ) ELSE 1 END AS part,
              count(*) AS rows
            FROM unnest(array_agg(r.v6) FILTER (WHERE r.v6 IS NOT NULL)) AS x
            GROUP BY 1
          ) c USING (part)
        )::text || '}}' END,
        'null'
      )
    )
    || '}' AS summaries
  FROM (
    SELECT t.__id,
      CASE WHEN t."state" = ANY($8::text[]) THEN t."state" END COLLATE "C" AS g0_0,
      (
        SELECT CASE WHEN formula.gathered(octet_length(o."person")) IS NOT NULL THEN array_agg(
          ROW(
            api.text_order(o."person") COLLATE "C" IS NOT NULL, api.text_order(o."person") COLLATE "C"
          ) ORDER BY j.a_position,
          j.b
        ) END
        FROM "plan"."owners" j
        JOIN "plan"."people" o ON o.__id = j.b
        WHERE j.a = t.__id
      ) AS g1_0,
      t."points" AS s0,
      t."points" AS v0,
      t."due" AS v1,
      nullif(coalesce(($10::jsonb ->> t."state") <> '', false), false) AS v2,
      t."assignee" COLLATE "C" AS v3,
      t."number"::float8 AS v4,
      nullif((coalesce(l1.v2, 0) > 0), false) AS v5,
      CASE WHEN abs(f0.v0) < 'Infinity' THEN f0.v0 END AS v6
    FROM "plan"."tasks" t
    LEFT JOIN (
      SELECT j1.a AS own,
        bool_and(abs(o1."age") < 1e300::float8) AS v0,
        sum(o1."age" ORDER BY j1.a_position, j1.b) FILTER (WHERE abs(o1."age") < 1e300::float8) AS v1,
        count(*) AS v2
      FROM "plan"."owners" j1
      JOIN "plan"."people" o1 ON o1.__id = j1.b
      GROUP BY j1.a
    ) l1 ON l1.own = t.__id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN coalesce(l1.v0, true) THEN coalesce(l1.v1, 0::float8) ELSE (
        SELECT formula.sum_of(coalesce(l2.v0, '[]'::jsonb))
        FROM (SELECT) one
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(coalesce(to_jsonb(o2."age"), 'null'::jsonb) ORDER BY j2.a_position, j2.b) AS v0
          FROM "plan"."owners" j2
          JOIN "plan"."people" o2 ON o2.__id = j2.b
          WHERE j2.a = t.__id
        ) l2
      ) END AS v0
      OFFSET 0
    ) f0
    CROSS JOIN (SELECT $7::double precision) unused
    WHERE (SELECT guard.ok FROM guard)
      AND ((- f0.v0) <= (- $7::double precision))
    OFFSET 0
  ) r
  GROUP BY ROLLUP((g0_0), (g1_0))
),
placed AS MATERIALIZED (
  SELECT p.level,
    p.count,
    p.start,
    p.summaries,
    g0_0,
    g1_0,
    first_value(p.first) OVER (PARTITION BY p.start ORDER BY p.level DESC) AS first
  FROM (
    SELECT heads.*,
      sum(heads.count) OVER (
        PARTITION BY heads.level ORDER BY ($9::jsonb ->> heads.g0_0)::integer ASC NULLS FIRST,
        heads.g1_0 ASC NULLS FIRST,
        heads.level ASC
      ) - heads.count AS start
    FROM heads
    WHERE heads.level >= 0
      AND (SELECT count(*) FROM heads) <= 10001
  ) p
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  '{"seq":'
  || guard.seq
  || ',"schemaVersion":'
  || guard.schema_version
  || ','
  || $6::text
  || ',"total":'
  || (SELECT heads.count FROM heads WHERE heads.level = -1)
  || ',"summaries":'
  || (SELECT heads.summaries FROM heads WHERE heads.level = -1)
  || ',"groups":'
  || CASE WHEN (SELECT count(*) FROM heads) > 10001 THEN 'null' ELSE '['
  || coalesce(
    (
      SELECT string_agg(
        '{"level":' || p.level || coalesce(
          ',"cell":' || CASE p.level WHEN 0 THEN to_json(p.g0_0)::text WHEN 1 THEN (
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
          ) END,
          ''
        ) || ',"start":' || p.start || ',"count":' || p.count || ',"summaries":' || p.summaries || '}',
        ',' ORDER BY p.start,
        p.level
      )
      FROM placed p
      JOIN "plan"."tasks" t ON t.__id = p.first
    ),
    ''
  )
  || ']' END
  || '}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
