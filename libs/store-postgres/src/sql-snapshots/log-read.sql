SELECT h.seq AS head,
  h.schema_version AS "schemaVersion",
  (SELECT min(c.seq) FROM "plan"."change" c) AS oldest,
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        c.source,
        c.op_id AS "opId",
        c.changes
      FROM "plan"."change" c
      WHERE c.seq > $1
      ORDER BY c.seq
      LIMIT $2
    ) x
  ) AS changes
FROM "plan"."head" h
WHERE h.one;

SELECT t.id, coalesce(t."person", '') AS title
FROM "plan"."people" t
WHERE t.id = ANY($1::text[])
UNION ALL
SELECT t.id, coalesce(t."task", '') AS title
FROM "plan"."tasks" t
WHERE t.id = ANY($2::text[]);
