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
given AS (
  SELECT user_id, max(base) AS base, max(workspace) AS workspace
  FROM (
    SELECT w.user_id, 'none'::api.permission_level AS base, w.level AS workspace
    FROM guard
    JOIN api.workspace_member w USING (workspace_id)
    UNION ALL
    SELECT m.user_id, m.level, 'none'
    FROM guard
    JOIN api.base_member m ON m.base_id = guard.id
  ) g
  GROUP BY user_id
)
SELECT guard.level AS held,
  (
    SELECT coalesce(
      json_agg(c ORDER BY c."permissionLevel" DESC, api.text_order(c.name) COLLATE "C", c.id), '[]'
    )
    FROM (
      SELECT p.id,
        p.email,
        p.name,
        greatest(g.base, g.workspace) AS "permissionLevel",
        g.workspace > 'none' AND g.workspace >= g.base AS inherited
      FROM given g
      JOIN api.person p ON p.id = g.user_id
      WHERE greatest(g.base, g.workspace) > 'none'
    ) c
  ) AS collaborators
FROM guard;
