BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

WITH guard AS MATERIALIZED (
  SELECT b.id, b.workspace_id, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
  FROM api.base b
  LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
    AND w.user_id = $1
  LEFT JOIN api.base_member m ON m.base_id = b.id
    AND m.user_id = $1
  WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
    AND b.id = $3
),
whom AS (
  SELECT min(id) AS id
  FROM api.person
  WHERE signed_in
    AND lower(email) = lower($4)
  HAVING count(*) = 1
)
SELECT guard.level AS held,
  whom.id,
  coalesce(p.email, '') AS email,
  coalesce(p.name, '') AS name,
  coalesce(w.level, 'none') AS workspace,
  coalesce(m.level, 'none') AS base
FROM guard
LEFT JOIN whom ON true
LEFT JOIN api.person p ON p.id = whom.id
LEFT JOIN api.workspace_member w ON w.workspace_id = guard.workspace_id
  AND w.user_id = whom.id
LEFT JOIN api.base_member m ON m.base_id = guard.id
  AND m.user_id = whom.id;

INSERT INTO api.base_member (base_id, user_id, level)
VALUES ($1, $2, $3)
ON CONFLICT (base_id, user_id) DO UPDATE
SET level = excluded.level;

UPDATE "plan"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "plan"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

COMMIT;
