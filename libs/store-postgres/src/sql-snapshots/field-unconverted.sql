BEGIN;

SELECT set_config('lock_timeout', '5000', true),
  pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0)),
  set_config('lock_timeout', $2, true);

SELECT greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level,
  b.workspace_id AS "workspaceId",
  b.name,
  b.color,
  b.icon,
  h.schema_version AS "schemaVersion",
  h.seq,
  (
    SELECT coalesce(json_agg(x ORDER BY x.position, x.id), '[]')
    FROM (
      SELECT t.id,
        t.name,
        t.description,
        t.primary_field_id AS "primaryFieldId",
        t.position,
        (
          SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]')
          FROM "plan"."field" f
          WHERE f.table_id = t.id
        ) AS fields,
        (
          SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]')
          FROM "plan"."view" v
          WHERE v.table_id = t.id
        ) AS views
      FROM "plan"."table" t
    ) x
  ) AS tables,
  (
    SELECT coalesce(json_agg(p), '[]')
    FROM (
      SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
      FROM "plan"."link_pair"
    ) p
  ) AS pairs,
  (
    SELECT coalesce(
      json_agg(m ORDER BY m."permissionLevel" DESC, api.text_order(m.name) COLLATE "C", m.id), '[]'
    )
    FROM (
      SELECT p.id, p.email, p.name, max(g.level) AS "permissionLevel"
      FROM (
        SELECT user_id, level
        FROM api.workspace_member
        WHERE workspace_id = b.workspace_id
        UNION ALL
        SELECT user_id, level
        FROM api.base_member
        WHERE base_id = b.id
      ) g
      JOIN api.person p ON p.id = g.user_id
      GROUP BY p.id
    ) m
  ) AS members,
  (
    SELECT coalesce(json_object_agg(c.table_id, c.record_count), '{}')
    FROM "plan"."table_counter" c
  ) AS counts,
  (
    SELECT coalesce(json_object_agg(x.id, x.name), '{}')
    FROM (
      SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name
      FROM "plan"."past_structure" p
      WHERE p.kind = 'field'
        AND NOT EXISTS (SELECT FROM "plan"."field" f WHERE f.id = p.id)
        
          AND p.id IN (
            SELECT m.found[1]
            FROM "plan"."field" f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
            WHERE f.options ? 'isValid'
          )
      ORDER BY p.id, p.since DESC
    ) x
  ) AS "formerNames"
FROM "plan"."head" h, api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = $1
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = $1
WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
  AND b.id = $3
  AND h.one;

SELECT (
  coalesce((SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0)) FROM "plan"."table"), 0) + coalesce(
    (
      SELECT sum(
        coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0) + coalesce(octet_length(options::text), 0) + coalesce(octet_length(rules::text), 0)
      )
      FROM "plan"."field"
    ),
    0
  ) + coalesce(
    (
      SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(config::text), 0))
      FROM "plan"."view"
    ),
    0
  )
)::float8 AS size;

SELECT c.changes,
  c.seq < h.kept_from AS "isPast",
  NOT EXISTS (
    SELECT
    FROM "plan"."past_cells" p
    JOIN "plan"."change" l ON l.seq = p.seq
    WHERE p.field_id = $2
      AND p.part < 0
      AND p.seq > $1
      AND l.changes @> jsonb_build_array(jsonb_build_object('action', 'field.converted', 'fieldId', $2::text))
  ) AS "isLast"
FROM "plan"."change" c, "plan"."head" h
WHERE c.seq = $1;

LOCK TABLE "plan"."notes" IN ACCESS EXCLUSIVE MODE;

SET LOCAL statement_timeout = '250s';

INSERT INTO "plan"."past_cells" (seq, field_id, part, cells)
SELECT 0, $1::text, -1, '{}'
UNION ALL
SELECT 0, $1::text, x.part, jsonb_object_agg(x.id, x.cell)
FROM (
  SELECT c.id, c.cell, sum(greatest(pg_column_size(c.cell), 1600)) OVER (ORDER BY c.__id) / 8000000 AS part
  FROM (
    SELECT t.id,
      t.__id,
      (
        CASE WHEN abs(t."turned") >= 1e15 THEN formula.number_text(t."turned") ELSE t."turned"::text END
      )::jsonb AS cell
    FROM "plan"."notes" t
    OFFSET 0
  ) c
  WHERE c.cell IS NOT NULL
    AND c.cell <> 'null'
) x
GROUP BY x.part;

SELECT relnatts AS columns
FROM pg_class
WHERE oid = $1::regclass;

ALTER TABLE "plan"."notes" ADD COLUMN "fld_1" text;

UPDATE "plan"."notes" t
SET "fld_1" = (e.value #>> '{}')
FROM "plan"."past_cells" p, jsonb_each(p.cells) e
WHERE p.seq = $1
  AND p.field_id = $2
  AND p.part >= 0
  AND t.id = e.key;

SELECT y.n,
  CASE WHEN y.fits THEN y.cell::json END AS cell,
  CASE WHEN y.fits THEN y.beside::json END AS beside,
  y.fits
FROM (
  SELECT x.n, x.cell, x.beside, sum(x.size) OVER (ORDER BY x.n) - x.size < 8000000 AS fits
  FROM (
    SELECT w.*, coalesce(length(w.cell), 0) + coalesce(length(w.beside), 0) AS size
    FROM (
      SELECT t.__id AS n,
        CASE WHEN abs(t."turned") >= 1e15 THEN formula.number_text(t."turned") ELSE t."turned"::text END AS cell,
        to_json(t."fld_1")::text AS beside
      FROM "plan"."notes" t
      WHERE t.__id > $1::bigint
      ORDER BY t.__id
      LIMIT $2::int
    ) w
  ) x
) y;

ALTER TABLE "plan"."notes" DROP COLUMN "turned";

ALTER TABLE "plan"."notes" RENAME COLUMN "fld_1" TO "turned";

UPDATE "plan"."field"
SET type = $2, options = $3, rules = $4
WHERE id = $1;

SELECT p.id AS "viewId", p.row->'config' AS before, n.row->'config' AS after
FROM "plan"."past_structure" p
JOIN "plan"."past_structure" n ON n.kind = p.kind
  AND n.id = p.id
  AND n.since = $1
WHERE p.kind = 'view'
  AND p.until = $1
  AND p.row->'config' <> n.row->'config';

SELECT (
  coalesce((SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0)) FROM "plan"."table"), 0) + coalesce(
    (
      SELECT sum(
        coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0) + coalesce(octet_length(options::text), 0) + coalesce(octet_length(rules::text), 0)
      )
      FROM "plan"."field"
    ),
    0
  ) + coalesce(
    (
      SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(config::text), 0))
      FROM "plan"."view"
    ),
    0
  )
)::float8 AS size;

SELECT EXISTS (
  SELECT
  FROM "plan"."field" f
  WHERE f.stamped
    OR strpos(upper(f.options->>'formula'), 'LAST_MODIFIED_TIME') > 0
    OR strpos(upper(f.options->>'filter'), 'LAST_MODIFIED_TIME') > 0
) AS some;

UPDATE "plan"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "plan"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS age),
present AS MATERIALIZED (
  SELECT 'table' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."table" x, own
  UNION ALL
  SELECT 'field' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."field" x, own
  UNION ALL
  SELECT 'view' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."view" x, own
  UNION ALL
  SELECT 'link_pair' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "plan"."link_pair" x, own
),
ended AS (
  UPDATE "plan"."past_structure" p
  SET until = $1
  WHERE p.until IS NULL
    
      AND NOT EXISTS (
        SELECT
        FROM present n
        WHERE n.kind = p.kind
          AND n.id = p.id
          AND coalesce(n.row, p.row) = p.row
      )
)
INSERT INTO "plan"."past_structure" (kind, id, since, row)
SELECT w.kind, w.id, $1, w.row
FROM present w
WHERE w.row IS NOT NULL
  
    AND NOT EXISTS (
      SELECT
      FROM "plan"."past_structure" p
      WHERE p.until IS NULL
        AND p.kind = w.kind
        AND p.id = w.id
        AND p.row = w.row
    );

UPDATE "plan"."past_cells"
SET seq = $1
WHERE seq = 0;

COMMIT;
