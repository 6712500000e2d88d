WITH named AS (
  INSERT INTO api.person (id, email, name, signed_in, named_at)
  VALUES ($1, $2, $3, true, $4)
  ON CONFLICT (id) DO UPDATE
  SET email = excluded.email, name = excluded.name, signed_in = true, named_at = excluded.named_at
  WHERE (person.email, person.name, person.signed_in) IS DISTINCT FROM (excluded.email, excluded.name, true)
    AND (person.named_at < excluded.named_at OR NOT person.signed_in)
  RETURNING old.id IS NOT NULL AND (old.email, old.name) IS DISTINCT FROM (new.email, new.name) AS renamed
),
untold AS (
  INSERT INTO api.untold_name (base_id, user_id, named_at)
  SELECT i.base_id, $1, $4
  FROM (
    SELECT b.id AS base_id
    FROM api.base b
    JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
    WHERE w.user_id = $1
    UNION
    SELECT m.base_id
    FROM api.base_member m
    WHERE m.user_id = $1
  ) i
  WHERE (SELECT n.renamed FROM named n)
  ON CONFLICT (base_id, user_id) DO UPDATE
  SET named_at = excluded.named_at
  RETURNING base_id
)
SELECT count(*)::int AS untold
FROM untold;
