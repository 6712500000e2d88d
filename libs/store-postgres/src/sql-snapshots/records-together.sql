WITH guard AS (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  t.id,
  '{"id":"'
  || t.id
  || '","createdTime":"'
  || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
  || '","fields":{'
  || concat_ws(
    ',',
    $6::text || to_json(t."note")::text,
    $7::text
    || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
  )
  || '}}' AS record
FROM guard
LEFT JOIN "plan"."notes" t ON guard.ok
  AND t.id = $8;

WITH guard AS (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "plan"."head" h, api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
      AND w.user_id = $1
    LEFT JOIN api.base_member m ON m.base_id = b.id
      AND m.user_id = $1
    WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
      AND b.id = $5
      AND h.one
  ) g
)
SELECT guard.level,
  guard.schema_version AS "schemaVersion",
  t.id,
  '{"id":"'
  || t.id
  || '","createdTime":"'
  || to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS."000""Z"')
  || '","fields":{'
  || concat_ws(
    ',',
    $6::text || to_json(t."note")::text,
    $7::text
    || CASE WHEN abs(t."weight") >= 1e15 THEN formula.number_text(t."weight") ELSE t."weight"::text END
  )
  || '}}' AS record
FROM guard
LEFT JOIN (unnest($8::text[]) AS wanted(id) JOIN "plan"."notes" t USING (id)) ON guard.ok;
