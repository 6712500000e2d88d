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
ordered AS MATERIALIZED (
  SELECT array_agg(k.__id) AS ids
  FROM (
    SELECT t.__id
    FROM "plan"."tasks" t
    LEFT JOIN (
      SELECT j1.a AS own,
        bool_and(abs(o1."age") < 1e300::float8) AS v0,
        sum(o1."age" ORDER BY j1.a_position, j1.b) FILTER (WHERE abs(o1."age") < 1e300::float8) AS v1
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
    CROSS JOIN (SELECT $8::double precision) unused
    WHERE (SELECT guard.ok FROM guard)
      AND ((- f0.v0) <= (- $8::double precision))
    ORDER BY ($9::jsonb ->> t."state")::integer ASC NULLS FIRST,
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
      ) ASC NULLS FIRST,
      t."points" ASC NULLS FIRST,
      t.__id ASC
  ) k
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  '{"seq":'
  || guard.seq
  || ',"summaries":'
  || (
    SELECT '{'
      || concat_ws(
        ',',
        $12::text || coalesce(
          CASE WHEN abs(sum(CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END)) < 'Infinity' THEN CASE WHEN abs(
            (sum(CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END) + 0::float8)
          ) >= 1e15 THEN formula.number_text(
            (sum(CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END) + 0::float8)
          ) ELSE (
            sum(CASE WHEN abs(r.v0) >= 1e290::float8 THEN 'NaN' ELSE r.v0 END) + 0::float8
          )::text END END,
          'null'
        ),
        $13::text
        || coalesce(
          CASE WHEN abs(CASE WHEN max(r.v1) / 2 - min(r.v1) / 2 < 8e307 THEN max(r.v1) - min(r.v1) END) < 'Infinity' THEN CASE WHEN abs(
            (CASE WHEN max(r.v1) / 2 - min(r.v1) / 2 < 8e307 THEN max(r.v1) - min(r.v1) END + 0::float8)
          ) >= 1e15 THEN formula.number_text(
            (CASE WHEN max(r.v1) / 2 - min(r.v1) / 2 < 8e307 THEN max(r.v1) - min(r.v1) END + 0::float8)
          ) ELSE (
            CASE WHEN max(r.v1) / 2 - min(r.v1) / 2 < 8e307 THEN max(r.v1) - min(r.v1) END + 0::float8
          )::text END END,
          'null'
        )
      )
      || '}'
    FROM (
      SELECT t."points" AS v0, CASE WHEN abs(f0.v0) < 'Infinity' THEN f0.v0 END AS v1
      FROM "plan"."tasks" t
      CROSS JOIN LATERAL (
        SELECT bool_and(abs(o3."age") < 1e300::float8) AS v0,
          sum(o3."age" ORDER BY j3.a_position, j3.b) FILTER (WHERE abs(o3."age") < 1e300::float8) AS v1
        FROM "plan"."owners" j3
        JOIN "plan"."people" o3 ON o3.__id = j3.b
        WHERE j3.a = t.__id
      ) l3
      CROSS JOIN LATERAL (
        SELECT CASE WHEN coalesce(l3.v0, true) THEN coalesce(l3.v1, 0::float8) ELSE (
          SELECT formula.sum_of(coalesce(l4.v0, '[]'::jsonb))
          FROM (SELECT) one
          CROSS JOIN LATERAL (
            SELECT jsonb_agg(coalesce(to_jsonb(o4."age"), 'null'::jsonb) ORDER BY j4.a_position, j4.b) AS v0
            FROM "plan"."owners" j4
            JOIN "plan"."people" o4 ON o4.__id = j4.b
            WHERE j4.a = t.__id
          ) l4
        ) END AS v0
        OFFSET 0
      ) f0
      CROSS JOIN (SELECT $11::double precision) unused
      WHERE (SELECT guard.ok FROM guard)
        
          AND (
            t.__id IN (
              SELECT k.__id
              FROM unnest($6::bigint[], $7::bigint[]) AS b(first, past),
                ordered,
                unnest(
                  ordered.ids[least(b.first, 1000000000)::int + 1 : least(b.past, 1000000000)::int]
                ) AS k(__id)
            )
            OR t.id IN (SELECT unnest($10::text[]))
          )
        AND ((- f0.v0) <= (- $11::double precision))
      OFFSET 0
    ) r
  )
  || '}' AS answer
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;
