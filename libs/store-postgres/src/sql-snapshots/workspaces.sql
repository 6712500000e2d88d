WITH reach AS (
  SELECT b.*, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
  FROM api.base b
  LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
    AND w.user_id = $1
  LEFT JOIN api.base_member m ON m.base_id = b.id
    AND m.user_id = $1
  WHERE $2::text[] IS NULL OR b.id = ANY($2) OR b.workspace_id = ANY($2)
)
SELECT w.id,
  w.name,
  coalesce(m.level, 'none') AS "permissionLevel",
  (
    SELECT coalesce(
      json_agg(
        json_build_object(
          'id', r.id, 'name', r.name, 'color', r.color, 'icon', r.icon, 'permissionLevel', r.level
        ) ORDER BY r.created_at,
        r.id
      ),
      '[]'
    )
    FROM reach r
    WHERE r.workspace_id = w.id
      AND r.level > 'none'
  ) AS bases
FROM api.workspace w
LEFT JOIN api.workspace_member m ON m.workspace_id = w.id
  AND m.user_id = $1
WHERE (m.level > 'none' AND ($2::text[] IS NULL OR w.id = ANY($2)))
  OR EXISTS (SELECT FROM reach r WHERE r.workspace_id = w.id AND r.level > 'none')
ORDER BY w.created_at, w.id;
