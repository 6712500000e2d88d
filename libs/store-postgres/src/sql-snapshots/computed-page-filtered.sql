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
        CASE WHEN formula.gathered(octet_length(o1."person")) IS NOT NULL THEN jsonb_agg(
          to_jsonb(o1."person") ORDER BY j1.a_position, j1.b
        ) FILTER (WHERE to_jsonb(o1."person") IS NOT NULL) END AS v0,
        bool_and(abs(o1."age") < 1e300::float8) AS v1,
        sum(o1."age" ORDER BY j1.a_position, j1.b) FILTER (WHERE abs(o1."age") < 1e300::float8) AS v2,
        string_agg(
          coalesce(o1."person", ''), $11::text ORDER BY j1.a_position, j1.b
        ) FILTER (WHERE o1."person" IS NOT NULL) AS v3
      FROM "plan"."owners" j1
      JOIN "plan"."people" o1 ON o1.__id = j1.b
      GROUP BY j1.a
    ) l1 ON l1.own = t.__id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN coalesce(l1.v1, true) THEN coalesce(l1.v2, 0::float8) ELSE (
        SELECT formula.sum_of(coalesce(l2.v0, '[]'::jsonb))
        FROM (SELECT) one
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(coalesce(to_jsonb(o2."age"), 'null'::jsonb) ORDER BY j2.a_position, j2.b) AS v0
          FROM "plan"."owners" j2
          JOIN "plan"."people" o2 ON o2.__id = j2.b
          WHERE j2.a = t.__id
        ) l2
      ) END AS v0,
        coalesce(l1.v3, '') AS v2
      OFFSET 0
    ) f0
    CROSS JOIN LATERAL (
      SELECT CASE WHEN point(coalesce(t."points", 0::float8), f0.v0) <@ box '((1e18,1e18),(-1e18,-1e18))' THEN ((coalesce(t."points", 0::float8) * $8::double precision) + f0.v0) ELSE formula.add(
        formula.multiply(coalesce(t."points", 0::float8), $8::double precision), f0.v0
      ) END AS v1
      OFFSET 0
    ) f1
    CROSS JOIN (SELECT $9::double precision, $10::text) unused
    WHERE t.__id > $7::bigint
      AND (SELECT guard.ok FROM guard)
      
        AND (
          NOT ((octet_length(coalesce(l1.v3, '')) > 1000000 AND formula.too_long(l1.v3)))
          AND (
            ((- f1.v1) < (- $9::double precision))
            AND (
              coalesce(
                CASE WHEN formula.is_flat(f0.v2) THEN strpos(f0.v2, $10::text) ELSE formula.utf16_find($10::text, f0.v2, 0) + 1 END::float8,
                0::float8
              ) <> 0
            )
          )
        )
    ORDER BY t.__id
    LIMIT $6::int + 1
  ) k
),
p AS MATERIALIZED (
  SELECT t.__id,
    t.id,
    '{"id":"'
    || t.id
    || '","createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
    || '","fields":{'
    || concat_ws(',', $12::text || to_json(t."task")::text)
    || '}}' AS record
  FROM ordered
  CROSS JOIN LATERAL unnest(ordered.ids[1:$6::int]) WITH ORDINALITY AS k(__id, at)
  JOIN "plan"."tasks" t ON t.__id = k.__id
  ORDER BY k.at
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  page.*,
  coalesce((SELECT cardinality(ids) > $6::int FROM ordered), false) AS more,
  true AS available,
  NULL AS "inTable"
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true,
  (
    SELECT string_agg(w.record, ',') FILTER (WHERE w.before < 8388608) AS records,
      (count(*) FILTER (WHERE w.before < 8388608))::int AS count,
      count(*) > count(*) FILTER (WHERE w.before < 8388608) AS cut,
      (array_agg(w.__id))[count(*)] AS "lastNumber",
      (array_agg(w.id))[count(*)] AS "lastId"
    FROM (
      SELECT p.*,
        sum(octet_length(p.record)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(p.record) AS before
      FROM p
    ) w
  ) page;
