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
  SELECT t.__id,
    t.id,
    '{"id":"'
    || t.id
    || '","createdTime":"'
    || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
    || '","fields":{'
    || concat_ws(',', $7::text || to_json(t."task")::text)
    || '}}' AS record
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
  WHERE (SELECT guard.ok FROM guard)
  ORDER BY f0.v0 DESC NULLS LAST, t.__id ASC
  LIMIT $6::int
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  page.*,
  false AS more,
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
