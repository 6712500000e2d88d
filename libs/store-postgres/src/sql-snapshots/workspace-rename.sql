UPDATE api.workspace w
SET name = $3
FROM api.workspace_member m
WHERE w.id = $1
  AND m.workspace_id = w.id
  AND m.user_id = $2
  AND m.level >= 'owner'
  AND ($4::text[] IS NULL OR w.id = ANY($4))
RETURNING w.id;
