BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

SELECT greatest(
  coalesce(w.level, 'none'), coalesce((b.deleted->'members'->>$1)::api.permission_level, 'none')
) AS level
FROM api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.deleted->>'workspaceId'
  AND w.user_id = $1
LEFT JOIN api.person p ON p.id = b.deleted->>'by'
WHERE b.deleted IS NOT NULL
  AND ($2::text[] IS NULL OR b.id = ANY($2) OR b.deleted->>'workspaceId' = ANY($2))
  AND b.id = $3
FOR UPDATE OF b;

SELECT id
FROM api.base
WHERE deleted->>'lifeOf' = $1;

DROP SCHEMA "app_1" CASCADE;

DELETE FROM api.base
WHERE id = $1;

COMMIT;
