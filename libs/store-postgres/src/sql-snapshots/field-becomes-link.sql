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
          FROM "app_1"."field" f
          WHERE f.table_id = t.id
        ) AS fields,
        (
          SELECT coalesce(json_agg(v ORDER BY v.position, v.id), '[]')
          FROM "app_1"."view" v
          WHERE v.table_id = t.id
        ) AS views
      FROM "app_1"."table" t
    ) x
  ) AS tables,
  (
    SELECT coalesce(json_agg(p), '[]')
    FROM (
      SELECT id, table_a AS "tableA", field_a AS "fieldA", table_b AS "tableB", field_b AS "fieldB"
      FROM "app_1"."link_pair"
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
    FROM "app_1"."table_counter" c
  ) AS counts,
  (
    SELECT coalesce(json_object_agg(x.id, x.name), '{}')
    FROM (
      SELECT DISTINCT ON (p.id) p.id, p.row->>'name' AS name
      FROM "app_1"."past_structure" p
      WHERE p.kind = 'field'
        AND NOT EXISTS (SELECT FROM "app_1"."field" f WHERE f.id = p.id)
        
          AND p.id IN (
            SELECT m.found[1]
            FROM "app_1"."field" f, regexp_matches(f.options::text, 'fld[0-9A-Za-z]{14}', 'g') AS m(found)
            WHERE f.options ? 'isValid'
          )
      ORDER BY p.id, p.since DESC
    ) x
  ) AS "formerNames"
FROM "app_1"."head" h, api.base b
LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id
  AND w.user_id = $1
LEFT JOIN api.base_member m ON m.base_id = b.id
  AND m.user_id = $1
WHERE ($2::text[] IS NULL OR b.id = ANY($2::text[]) OR b.workspace_id = ANY($2::text[]))
  AND b.id = $3
  AND h.one;

SELECT (
  coalesce((SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0)) FROM "app_1"."table"), 0) + coalesce(
    (
      SELECT sum(
        coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0) + coalesce(octet_length(options::text), 0) + coalesce(octet_length(rules::text), 0)
      )
      FROM "app_1"."field"
    ),
    0
  ) + coalesce(
    (
      SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(config::text), 0))
      FROM "app_1"."view"
    ),
    0
  )
)::float8 AS size;

LOCK TABLE "app_1"."tbl_2", "app_1"."tbl_3" IN ACCESS EXCLUSIVE MODE;

SELECT y.n,
  CASE WHEN y.fits THEN y.cell::json END AS cell,
  CASE WHEN y.fits THEN y.beside::json END AS beside,
  y.fits
FROM (
  SELECT x.n, x.cell, x.beside, sum(x.size) OVER (ORDER BY x.n) - x.size < 8000000 AS fits
  FROM (
    SELECT w.*, coalesce(length(w.cell), 0) + coalesce(length(w.beside), 0) AS size
    FROM (
      SELECT t.__id AS n, to_json(t."fld_1")::text AS cell, NULL::text AS beside
      FROM "app_2"."tbl_3" t
      WHERE t.__id > $1::bigint
      ORDER BY t.__id
      LIMIT $2::int
    ) w
  ) x
) y;

SELECT y.n, y.id, y.title
FROM (
  SELECT x.*, row_number() OVER (PARTITION BY x.title ORDER BY x.n) AS nth
  FROM (
    SELECT t.__id AS n, t.id, coalesce(t."fld_1", '') AS title
    FROM "app_2"."tbl_3" t
  ) x
  WHERE x.title IN (SELECT unnest($1::text[])) OR x.id IN (SELECT unnest($2::text[]))
) y
WHERE y.nth = 1 OR y.id IN (SELECT unnest($3::text[]))
ORDER BY y.n DESC;

SET LOCAL statement_timeout = '250s';

INSERT INTO "app_1"."past_cells" (seq, field_id, part, cells)
SELECT 0, $1::text, -1, '{}'
UNION ALL
SELECT 0, $1::text, x.part, jsonb_object_agg(x.id, x.cell)
FROM (
  SELECT c.id, c.cell, sum(greatest(pg_column_size(c.cell), 1600)) OVER (ORDER BY c.__id) / 8000000 AS part
  FROM (
    SELECT t.id, t.__id, (to_json(t."fld_2")::text)::jsonb AS cell
    FROM "app_1"."tbl_3" t
    OFFSET 0
  ) c
  WHERE c.cell IS NOT NULL
    AND c.cell <> 'null'
) x
GROUP BY x.part;

WITH claimed AS (
  INSERT INTO "app_1"."record_id" AS c (id, table_id)
  SELECT i.id, $4::text
  FROM unnest($5::text[]) AS i(id)
  WHERE true
  RETURNING 1
),
counter AS (
  UPDATE "app_1"."table_counter" c
  SET record_count = c.record_count + $1::int, next_number = c.next_number + $1::int
  WHERE c.table_id = $4::text
    AND (SELECT count(*) FROM claimed) = cardinality($5::text[])
  RETURNING c.next_number - $1::int AS first
),
created AS (
  INSERT INTO "app_1"."tbl_2" AS t (id, created_at, created_by, modified_at, modified_by, "fld_3", "fld_4")
  SELECT i.id,
    date_trunc('second', now()),
    $2,
    date_trunc('second', now()),
    $2,
    ((i.cells -> 'fld_3') #>> '{}'),
    counter.first + i.ord
  FROM counter, jsonb_to_recordset($3::jsonb) AS i(id text, cells jsonb, ord int)
  ORDER BY i.ord
  RETURNING t.__id,
    t.id,
    t.created_at,
    '' AS record,
    '{'
    || concat_ws(
      ',', nullif(concat_ws(',', '"fld_3":' || to_json(t."fld_3")::text, '"fld_4":' || t."fld_4"::text), '')
    )
    || '}' AS cells
)
SELECT json_build_object(
  'created',
  (
    '['
    || coalesce(
      (
        SELECT string_agg(
          '{"n":' || created.__id || ',"id":"' || created.id || '","cells":' || created.cells || ',"createdTime":"' || to_char(
            created.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
          ) || '"}',
          ',' ORDER BY created.__id
        )
        FROM created
      ),
      ''
    )
    || ']'
  )::json,
  'updated',
  '[]'::json,
  'deleted',
  '[]'::json
) AS applied;

ALTER TABLE "app_1"."tbl_2" DROP COLUMN "fld_3";

UPDATE "app_1"."field"
SET type = $2, options = $3, rules = $4
WHERE id = $1;

SELECT name
FROM "app_1"."field"
WHERE table_id = $1;

INSERT INTO "app_1"."field" (id, table_id, name, type, description, options, rules, position)
SELECT $1, $2::text, $3, $4, $5, $6, $7, coalesce($8, max(position) + 1, 0)
FROM "app_1"."field"
WHERE table_id = $2;

INSERT INTO "app_1"."link_pair" (id, table_a, field_a, table_b, field_b)
VALUES ($1, $2, $1, $3, $4);

CREATE TABLE "app_1"."fld_2" (
  a bigint NOT NULL REFERENCES "app_1"."tbl_3" (__id) ON DELETE CASCADE,
  b bigint NOT NULL REFERENCES "app_1"."tbl_4" (__id) ON DELETE CASCADE,
  a_position integer NOT NULL,
  b_position integer NOT NULL,
  PRIMARY KEY (a, b)
);

CREATE INDEX ON "app_1"."fld_2" (b, a);

INSERT INTO "app_1"."fld_2" (a, b, a_position, b_position)
SELECT *
FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[]);

SELECT (
  coalesce((SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0)) FROM "app_1"."table"), 0) + coalesce(
    (
      SELECT sum(
        coalesce(octet_length(name::text), 0) + coalesce(octet_length(description::text), 0) + coalesce(octet_length(options::text), 0) + coalesce(octet_length(rules::text), 0)
      )
      FROM "app_1"."field"
    ),
    0
  ) + coalesce(
    (
      SELECT sum(coalesce(octet_length(name::text), 0) + coalesce(octet_length(config::text), 0))
      FROM "app_1"."view"
    ),
    0
  )
)::float8 AS size;

SELECT EXISTS (
  SELECT
  FROM "app_1"."field" f
  WHERE f.stamped
    OR strpos(upper(f.options->>'formula'), 'LAST_MODIFIED_TIME') > 0
    OR strpos(upper(f.options->>'filter'), 'LAST_MODIFIED_TIME') > 0
) AS some;

UPDATE "app_1"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "app_1"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

INSERT INTO "app_1"."record_change" (record_id, seq)
SELECT id, $2
FROM unnest($1::text[]) AS id;

WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS age),
present AS MATERIALIZED (
  SELECT 'table' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "app_1"."table" x, own
  UNION ALL
  SELECT 'field' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "app_1"."field" x, own
  UNION ALL
  SELECT 'view' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "app_1"."view" x, own
  UNION ALL
  SELECT 'link_pair' AS kind, x.id, CASE WHEN age(x.xmin) <= own.age THEN to_jsonb(x) END AS row
  FROM "app_1"."link_pair" x, own
),
ended AS (
  UPDATE "app_1"."past_structure" p
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
INSERT INTO "app_1"."past_structure" (kind, id, since, row)
SELECT w.kind, w.id, $1, w.row
FROM present w
WHERE w.row IS NOT NULL
  
    AND NOT EXISTS (
      SELECT
      FROM "app_1"."past_structure" p
      WHERE p.until IS NULL
        AND p.kind = w.kind
        AND p.id = w.id
        AND p.row = w.row
    );

UPDATE "app_1"."past_cells"
SET seq = $1
WHERE seq = 0;

COMMIT;
