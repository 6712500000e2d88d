SELECT b.id,
  b.name,
  b.color,
  b.icon,
  b.deleted->>'workspaceId' AS "workspaceId",
  b.deleted->>'at' AS at,
  b.deleted->>'by' AS actor,
  p.name AS "actorName"
FROM api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.deleted->>'workspaceId'
  AND w.user_id = $1
LEFT JOIN api.person p ON p.id = b.deleted->>'by'
WHERE b.deleted IS NOT NULL
  AND ($2::text[] IS NULL OR b.id = ANY($2) OR b.deleted->>'workspaceId' = ANY($2))
  
    AND greatest(
      coalesce(w.level, 'none'), coalesce((b.deleted->'members'->>$1)::api.permission_level, 'none')
    ) >= 'create'
ORDER BY at DESC, b.id
LIMIT 200;
