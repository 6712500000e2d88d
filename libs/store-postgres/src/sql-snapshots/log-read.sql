SELECT b.seq AS head,
  b.schema_version AS "schemaVersion",
  (SELECT min(c.seq) FROM api.change c WHERE c.base_id = b.id) AS oldest,
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        c.source,
        c.op_id AS "opId",
        c.changes
      FROM api.change c
      WHERE c.base_id = b.id
        AND c.seq > $2
      ORDER BY c.seq
      LIMIT $3
    ) x
  ) AS changes
FROM api.base b
WHERE b.id = $1;

SELECT t.id, coalesce(t."person", '') AS title
FROM "plan"."people" t
WHERE t.id = ANY($1::text[])
UNION ALL
SELECT t.id, coalesce(t."task", '') AS title
FROM "plan"."tasks" t
WHERE t.id = ANY($2::text[]);
