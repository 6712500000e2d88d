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
      FROM (
        SELECT c.*, sum(octet_length(c.changes::text)) OVER before AS read
        FROM (
          SELECT c.*, sum(pg_column_size(c.changes)) OVER before AS stored
          FROM (
            SELECT *
            FROM "plan"."change"
            WHERE seq > $1
            ORDER BY seq
            LIMIT $2
          ) c WINDOW before AS (ORDER BY c.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ) c
        WHERE coalesce(c.stored, 0) < 1048576 WINDOW before AS (
          ORDER BY c.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
      ) c
      WHERE coalesce(c.read, 0) < 8388608
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
