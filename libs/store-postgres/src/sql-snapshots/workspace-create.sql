WITH made AS (
  INSERT INTO api.workspace (id, name, created_by)
  VALUES ($1, $2, $3)
  RETURNING id
)
INSERT INTO api.workspace_member (workspace_id, user_id, level)
SELECT id, $3, 'owner'
FROM made;
