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
told AS MATERIALIZED (
  SELECT c.seq,
    to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
    c.actor,
    p.name AS "actorName",
    c.source,
    c.op_id AS "opId",
    jsonb_path_query_first(
      c.changes, '$[*].created[*] ? (@.id == $id)', jsonb_build_object('id', $6::text, 'field', $7::text)
    ) AS created,
    jsonb_path_query_first(
      c.changes, '$[*].updated[*] ? (@.id == $id)', jsonb_build_object('id', $6::text, 'field', $7::text)
    ) AS updated,
    jsonb_path_query_first(
      c.changes, '$[*].deleted[*] ? (@.id == $id)', jsonb_build_object('id', $6::text, 'field', $7::text)
    ) AS deleted,
    EXISTS (
      SELECT
      FROM "plan"."record_change" o
      WHERE o.record_id = r.record_id
        AND o.seq < r.seq
    ) AS "isOlder"
  FROM "plan"."record_change" r
  JOIN "plan"."change" c ON c.seq = r.seq
  LEFT JOIN api.person p ON p.id = c.actor
  WHERE r.record_id = $6::text
    AND (SELECT guard.ok FROM guard)
    AND r.seq < $8::bigint
    
      AND jsonb_path_exists(
        c.changes,
        '$[*].*[*] ? (@.id == $id).* ? (@.type() == "object").keyvalue() ? (@.key == $field)',
        jsonb_build_object('id', $6::text, 'field', $7::text)
      )
  ORDER BY r.seq DESC
  LIMIT $9
),
shown AS MATERIALIZED (
  SELECT w.*
  FROM (
    SELECT t.*,
      row_number() OVER newest AS place,
      sum(
        coalesce(octet_length(t.created::text), 0) + coalesce(octet_length(t.updated::text), 0) + coalesce(octet_length(t.deleted::text), 0)
      ) OVER newest - (
        coalesce(octet_length(t.created::text), 0) + coalesce(octet_length(t.updated::text), 0) + coalesce(octet_length(t.deleted::text), 0)
      ) AS read
    FROM told t WINDOW newest AS (ORDER BY t.seq DESC)
  ) w
  WHERE w.place <= $10
    AND w.read < 8388608
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  (
    SELECT i.table_id
    FROM "plan"."record_id" i
    WHERE i.id = $6::text
      AND (SELECT guard.ok FROM guard)
  ) AS "tableId",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT s.seq,
        s.at,
        s.actor,
        s."actorName",
        s.source,
        s."opId",
        s.created,
        s.updated,
        s.deleted,
        s."isOlder"
      FROM shown s
    ) x
  ) AS entries,
  (
    SELECT min(s.seq)
    FROM shown s
    WHERE (SELECT count(*) FROM told) > (SELECT count(*) FROM shown)
  ) AS next
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT t.id, coalesce(t."person", '') AS title
FROM "plan"."people" t
WHERE t.id = ANY($1::text[]);
