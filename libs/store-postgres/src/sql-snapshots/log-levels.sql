SELECT CASE WHEN u.resources IS NULL OR u.resources ? b.id OR u.resources ? b.workspace_id THEN greatest(
  coalesce(w.level, 'none'), coalesce(m.level, 'none')
) ELSE 'none' END AS level
FROM jsonb_to_recordset($2::jsonb) AS u(at int, id text, resources jsonb)
LEFT JOIN api.base b ON b.id = $1
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = u.id
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = u.id
ORDER BY u.at;
