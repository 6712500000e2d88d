SELECT DISTINCT base_id AS id
FROM api.untold_name
WHERE base_id > $1
ORDER BY base_id
LIMIT $2;

DELETE FROM api.kept_answer
WHERE ctid = ANY(
  ARRAY(
    SELECT ctid
    FROM api.kept_answer
    WHERE kept_at <= now() - interval '24 hours'
    FOR UPDATE SKIP LOCKED
  )
);

SELECT id
FROM api.base
WHERE id > $1
ORDER BY id
LIMIT $2;

WITH list_snapshot AS (
  DELETE FROM "plan"."list_snapshot"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."list_snapshot"
      WHERE created_at < now() - interval '15 minutes'
      FOR UPDATE SKIP LOCKED
    )
  )
),
row_order AS (
  DELETE FROM "plan"."row_order"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."row_order"
      WHERE used_at < now() - interval '15 minutes'
      FOR UPDATE SKIP LOCKED
    )
  )
),
idle_op AS (
  DELETE FROM "plan"."idle_op"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."idle_op"
      WHERE done_at < now() - interval '30 days'
      FOR UPDATE SKIP LOCKED
    )
  )
),
row_order_part AS (
  DELETE FROM "plan"."row_order_part"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."row_order_part"
      WHERE order_id NOT IN (SELECT o.id FROM "plan"."row_order" o)
      FOR UPDATE SKIP LOCKED
    )
  )
),
row_order_place AS (
  DELETE FROM "plan"."row_order_place"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."row_order_place"
      WHERE order_id NOT IN (SELECT o.id FROM "plan"."row_order" o)
      FOR UPDATE SKIP LOCKED
    )
  )
),
waiting_link AS (
  DELETE FROM "plan"."waiting_link"
  WHERE ctid = ANY(
    ARRAY(
      SELECT ctid
      FROM "plan"."waiting_link"
      WHERE at < now() - make_interval(days => $1::int)
      FOR UPDATE SKIP LOCKED
    )
  )
)
SELECT EXISTS (
  SELECT
  FROM "plan"."trash" t
  WHERE t.at < now() - make_interval(days => $1::int)
) AS "hasExpired",
  false AS "hasPast";

SELECT id
FROM api.base
WHERE deleted IS NOT NULL
  AND ($2::text IS NULL OR id = $2)
  AND (deleted->>'at')::timestamptz < now() - make_interval(days => $1::int)
ORDER BY id
LIMIT 20;

SELECT id, deleted->>'lifeOf' AS "baseId"
FROM api.base
WHERE deleted ? 'lifeOf'
  AND NOT deleted ? 'until'
  AND created_at < now() - interval '1 day'
LIMIT 20;
