SELECT *
FROM (
  SELECT b.id, b.name, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS "permissionLevel"
  FROM api.base b
  LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
    AND w.user_id = $1
  LEFT JOIN api.base_member m ON m.base_id = b.id
    AND m.user_id = $1
  WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
) x
WHERE x."permissionLevel" > 'none'
  AND x.id > $3
ORDER BY x.id
LIMIT $4;
