SELECT id, name, workspace_id AS "workspaceId"
FROM api.base
WHERE deleted IS NULL
  AND ($1::text IS NULL OR name = $1)
ORDER BY created_at, id
LIMIT 10000;
