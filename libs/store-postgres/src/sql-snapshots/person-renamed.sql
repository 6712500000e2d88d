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
