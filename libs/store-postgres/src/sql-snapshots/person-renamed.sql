WITH named AS (
  INSERT INTO api.person (id, email, name, signed_in, named_at)
  VALUES ($1, $2, $3, true, $4)
  ON CONFLICT (id) DO UPDATE
  SET email = excluded.email, name = excluded.name, signed_in = true, named_at = excluded.named_at
  WHERE (person.email, person.name, person.signed_in) IS DISTINCT FROM (excluded.email, excluded.name, true)
    AND (person.named_at < excluded.named_at OR NOT person.signed_in)
  RETURNING old.id IS NOT NULL AND (old.email, old.name) IS DISTINCT FROM (new.email, new.name) AS renamed
),
untold AS (
  INSERT INTO api.untold_name (base_id, user_id, named_at)
  SELECT i.base_id, $1, $4
  FROM (
    SELECT b.id AS base_id
    FROM api.base b
    JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
    WHERE w.user_id = $1
    UNION
    SELECT m.base_id
    FROM api.base_member m
    WHERE m.user_id = $1
  ) i
  WHERE (SELECT n.renamed FROM named n)
  ON CONFLICT (base_id, user_id) DO UPDATE
  SET named_at = excluded.named_at
  RETURNING base_id
)
SELECT count(*)::int AS untold
FROM untold;

SELECT DISTINCT base_id AS id
FROM api.untold_name
WHERE base_id > $1
ORDER BY base_id
LIMIT $2;

BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

SELECT u.user_id AS "userId", p.name, u.named_at::text AS "namedAt"
FROM api.untold_name u
JOIN api.person p ON p.id = u.user_id
WHERE u.base_id = $1
ORDER BY u.named_at, u.user_id;

UPDATE "plan"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "plan"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS age),
present AS MATERIALIZED (
  SELECT 'table' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."table" x, own
  UNION ALL
  SELECT 'field' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."field" x, own
  UNION ALL
  SELECT 'view' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."view" x, own
  UNION ALL
  SELECT 'link_pair' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."link_pair" x, own
),
ended AS (
  UPDATE "plan"."past_structure" p
  SET until = $1
  WHERE p.until IS NULL
    
      AND NOT EXISTS (
        SELECT
        FROM present n
        WHERE n.kind = p.kind
          AND n.id = p.id
          AND coalesce(n.row, p.row) = p.row
      )
)
INSERT INTO "plan"."past_structure" (kind, id, since, row)
SELECT w.kind, w.id, $1, w.row
FROM present w
WHERE w.row IS NOT NULL
  
    AND NOT EXISTS (
      SELECT
      FROM "plan"."past_structure" p
      WHERE p.until IS NULL
        AND p.kind = w.kind
        AND p.id = w.id
        AND p.row = w.row
    );

UPDATE "plan"."past_cells"
SET seq = $1
WHERE seq = 0;

DELETE FROM api.untold_name u USING unnest($2::text[], $3::bigint[]) AS t(user_id, named_at)
WHERE u.base_id = $1
  AND u.user_id = t.user_id
  AND u.named_at = t.named_at;

COMMIT;

SELECT DISTINCT base_id AS id
FROM api.untold_name
WHERE base_id > $1
ORDER BY base_id
LIMIT $2;
