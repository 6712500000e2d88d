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

INSERT INTO api.base_member (base_id, user_id, level)
SELECT b.id, m.key, m.value::api.permission_level
FROM api.base b, jsonb_each_text(b.deleted->'members') AS m
WHERE b.id = $1
ON CONFLICT DO NOTHING;

UPDATE api.base
SET workspace_id = deleted->>'workspaceId', deleted = NULL
WHERE id = $1;

UPDATE "app_1"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "app_1"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

COMMIT;
