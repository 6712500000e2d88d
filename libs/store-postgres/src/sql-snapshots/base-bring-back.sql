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

SELECT kept_from AS "keptFrom"
FROM "app_1"."head"
WHERE one;

COMMIT;

BEGIN;

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

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

SET LOCAL statement_timeout = '250s';

SELECT kept_from AS "keptFrom"
FROM "app_1"."head"
WHERE one;

SELECT to_regnamespace($2)::oid IS NOT DISTINCT FROM (SELECT oid FROM pg_namespace WHERE nspname = $1) AS same;

SELECT seq, kept_from AS "keptFrom"
FROM "app_1"."head"
WHERE one;

SELECT kind, row
FROM "app_1"."past_structure"
WHERE since <= $1
  AND (until IS NULL OR until > $1);

SELECT seq, field_id AS "fieldId"
FROM "app_1"."past_cells"
WHERE part < 0
  AND seq > $1
ORDER BY seq, field_id;

SELECT c.seq, c.changes, h.seq AS head
FROM "app_1"."change" c, "app_1"."head" h
WHERE c.seq > $1
ORDER BY c.seq
LIMIT 200;

SELECT to_regclass($1) IS NOT NULL AS exists;

SELECT t.__id AS n,
  t.id,
  to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdTime",
  t.created_by AS "createdBy",
  to_char(t.modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "modifiedTime",
  t.modified_by AS "modifiedBy",
  json_strip_nulls(json_build_object()) AS "cellTimes",
  (
    '{'
    || concat_ws(
      ',',
      nullif(
        concat_ws(
          ',',
          '"fld_1":' || coalesce(to_json(t."fld_1")::text, 'null'),
          '"fld_2":' || coalesce(t."fld_2"::text, 'null'),
          '"fld_3":'
          || coalesce(
            (
              SELECT '["' || string_agg(o.id, '","' ORDER BY j.a_position, j.b) || '"]'
              FROM "app_4"."fld_3" j
              JOIN "app_4"."tbl_5" o ON o.__id = j.b
              WHERE j.a = t.__id
            ),
            'null'
          )
        ),
        ''
      )
    )
    || '}'
  )::json AS cells
FROM "app_4"."tbl_5" t
WHERE t.__id > $1::bigint
ORDER BY t.__id
LIMIT 5000;

SELECT coalesce((SELECT next_number FROM "app_1"."table_counter" WHERE table_id = $1), (SELECT (row->>'next')::bigint FROM "app_1"."past_structure" WHERE kind = 'counter' AND id = $1 ORDER BY since DESC LIMIT 1), 1) - (
  SELECT count(*)
  FROM unnest($2::text[]) AS i(id)
  WHERE NOT EXISTS (
    SELECT
    FROM "app_1"."record_change" n
    WHERE n.record_id = i.id
      AND n.seq <= $3
  )
    
      AND NOT EXISTS (
        SELECT
        FROM "app_1"."past_stamp" s
        WHERE s.record_id = i.id
          AND s.field_id = ''
          AND s.seq IS NOT NULL
      )
) AS next;

SELECT to_regnamespace($2)::oid IS NOT DISTINCT FROM (SELECT oid FROM pg_namespace WHERE nspname = $1) AS same;

SELECT count(*)
FROM pg_class c
WHERE oid IN (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
  
    AND NOT EXISTS (
      SELECT
      FROM pg_attribute a
      WHERE a.attrelid = c.oid
        AND a.attnum > 0
        AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'SELECT') IS NULL
    );

SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
FROM "app_1"."change"
WHERE seq = $1;

COMMIT;

BEGIN;

SET LOCAL statement_timeout = '250s';

SELECT id
FROM api.workspace
WHERE id = $1;

INSERT INTO api.base (id, workspace_id, name, color, icon, created_by)
VALUES ($1, $2, $3, $4, $5, $6);

CREATE SCHEMA "app_1";

CREATE TABLE "app_1"."head" (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seq bigint NOT NULL DEFAULT 0,
  schema_version integer NOT NULL DEFAULT 0,
  kept_from bigint NOT NULL DEFAULT 1
);

INSERT INTO "app_1"."head" DEFAULT
VALUES;

CREATE TABLE "app_1"."change" (
  seq bigint PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now(),
  actor text COLLATE "C",
  source text NOT NULL,
  op_id text COLLATE "C",
  changes jsonb NOT NULL
);

CREATE UNIQUE INDEX change_op ON "app_1"."change" (op_id) WHERE op_id IS NOT NULL;

CREATE TABLE "app_1"."record_change" (
  record_id varchar(17) COLLATE "C" NOT NULL, seq bigint NOT NULL, PRIMARY KEY (record_id, seq)
);

CREATE TABLE "app_1"."idle_op" (
  op_id text COLLATE "C" PRIMARY KEY,
  actor text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  record_ids text[] NOT NULL,
  done_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE "app_1"."table" (
  id varchar(17) COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  description text,
  primary_field_id varchar(17) COLLATE "C" NOT NULL,
  position integer NOT NULL
);

CREATE TABLE "app_1"."table_counter" (
  table_id varchar(17) COLLATE "C" PRIMARY KEY REFERENCES "app_1"."table" (id) ON DELETE CASCADE,
  record_count bigint NOT NULL DEFAULT 0,
  next_number bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 20);

CREATE TABLE "app_1"."field" (
  id varchar(17) COLLATE "C" PRIMARY KEY,
  table_id varchar(17) COLLATE "C" NOT NULL REFERENCES "app_1"."table" (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  description text,
  options jsonb,
  position integer NOT NULL,
  rules jsonb,
  stamped boolean NOT NULL DEFAULT false
);

CREATE TABLE "app_1"."view" (
  id varchar(17) COLLATE "C" PRIMARY KEY,
  table_id varchar(17) COLLATE "C" NOT NULL REFERENCES "app_1"."table" (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  config jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL
);

CREATE TABLE "app_1"."link_pair" (
  id varchar(17) COLLATE "C" PRIMARY KEY,
  table_a varchar(17) COLLATE "C" NOT NULL,
  field_a varchar(17) COLLATE "C" NOT NULL,
  table_b varchar(17) COLLATE "C" NOT NULL,
  field_b varchar(17) COLLATE "C"
);

CREATE TABLE "app_1"."trash" (
  seq bigint PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  table_id varchar(17) COLLATE "C" NOT NULL,
  actor text COLLATE "C",
  at timestamptz(3) NOT NULL DEFAULT now(),
  kept jsonb NOT NULL
);

CREATE TABLE "app_1"."past_structure" (
  kind text NOT NULL,
  id varchar(17) COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  until bigint,
  row jsonb NOT NULL,
  PRIMARY KEY (kind, id, since)
);

CREATE INDEX past_structure_present ON "app_1"."past_structure" (kind, id) WHERE until IS NULL;

CREATE TABLE "app_1"."past_cells" (
  seq bigint NOT NULL,
  field_id varchar(17) COLLATE "C" NOT NULL,
  part bigint NOT NULL,
  cells jsonb NOT NULL,
  PRIMARY KEY (seq, field_id, part)
);

CREATE TABLE "app_1"."past_stamp" (
  record_id varchar(17) COLLATE "C" NOT NULL,
  field_id varchar(17) COLLATE "C" NOT NULL,
  at timestamptz(3),
  actor text COLLATE "C",
  seq bigint,
  back boolean NOT NULL DEFAULT false,
  PRIMARY KEY (record_id, field_id)
);

CREATE TABLE "app_1"."waiting_link" (
  pair_id varchar(17) COLLATE "C" NOT NULL,
  a varchar(17) COLLATE "C" NOT NULL,
  b varchar(17) COLLATE "C" NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (a, b, pair_id)
);

CREATE INDEX waiting_link_b ON "app_1"."waiting_link" (b);

CREATE TABLE "app_1"."snapshot" (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seq bigint NOT NULL,
  name text NOT NULL,
  actor text COLLATE "C",
  made_at timestamptz(3) NOT NULL DEFAULT now(),
  at timestamptz(3) NOT NULL
);

CREATE INDEX change_deletes ON "app_1"."change" (seq) WHERE changes @? '$[*].deleted';

CREATE INDEX change_conversions ON "app_1"."change" (seq) WHERE changes @? '$[*] ? (@.action == "field.converted")';

CREATE TABLE "app_1"."record_id" (
  id varchar(17) COLLATE "C" PRIMARY KEY, table_id varchar(17) COLLATE "C" NOT NULL
);

CREATE UNLOGGED TABLE "app_1"."list_snapshot" (
  id text COLLATE "C" PRIMARY KEY,
  table_id varchar(17) COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  ids bigint[] STORAGE EXTERNAL NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNLOGGED TABLE "app_1"."row_order" (
  table_id varchar(17) COLLATE "C" NOT NULL,
  sort text COLLATE "C" NOT NULL,
  id bigint NOT NULL UNIQUE,
  seq bigint NOT NULL,
  size integer NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_id, sort)
);

CREATE UNLOGGED TABLE "app_1"."row_order_part" (
  order_id bigint NOT NULL,
  part integer NOT NULL,
  at double precision NOT NULL,
  head bigint NOT NULL,
  size integer NOT NULL,
  ids bigint[] STORAGE EXTERNAL NOT NULL,
  PRIMARY KEY (order_id, part)
);

CREATE UNLOGGED TABLE "app_1"."row_order_place" (
  order_id bigint NOT NULL,
  block bigint NOT NULL,
  ids bigint[] STORAGE EXTERNAL NOT NULL,
  parts integer[] STORAGE EXTERNAL NOT NULL,
  PRIMARY KEY (order_id, block)
);

UPDATE "app_1"."head"
SET schema_version = (random() * 1e9)::integer;

INSERT INTO api.base_member (base_id, user_id, level)
SELECT $1, id, 'none'
FROM unnest($2::text[]) AS id
ON CONFLICT DO NOTHING;

INSERT INTO "app_1"."table" (id, name, description, primary_field_id, position)
VALUES ($1, $2, $3, $4, $5);

INSERT INTO "app_1"."table_counter" (table_id)
VALUES ($1);

INSERT INTO "app_1"."field" (id, table_id, name, type, description, options, rules, position)
SELECT f.id, $1, f.name, f.type, f.description, nullif(f.options, 'null'), nullif(f.rules, 'null'), f.position
FROM jsonb_to_recordset($2::jsonb) AS f(
  id text, name text, type text, description text, options jsonb, rules jsonb, position int
);

INSERT INTO "app_1"."view" (id, table_id, name, type, config, position)
SELECT $1, $2::text, $3, $4, $5, coalesce(max(position) + 1, 0)
FROM "app_1"."view"
WHERE table_id = $2;

CREATE TABLE "app_1"."tbl_2" (
  __id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  created_by text COLLATE "C",
  modified_at timestamptz(3) NOT NULL,
  modified_by text COLLATE "C",
  "fld_3" text,
  "fld_4" bigint
) WITH (fillfactor = 90);

INSERT INTO "app_1"."tbl_2" (id, created_at, created_by, modified_at, modified_by, "fld_3", "fld_4")
SELECT i.id,
  coalesce(i."createdTime", date_trunc('second', now())),
  i."createdBy",
  coalesce(i."modifiedTime", i."createdTime", date_trunc('second', now())),
  i."modifiedBy",
  ((i.cells -> 'fld_3') #>> '{}'),
  ((i.cells -> 'fld_4') #>> '{}')::bigint
FROM jsonb_to_recordset($1::jsonb) AS i(
  at int,
  id text,
  "createdTime" timestamptz,
  "createdBy" text,
  "modifiedTime" timestamptz,
  "modifiedBy" text,
  cells jsonb
)
ORDER BY i.at;

INSERT INTO "app_1"."record_id" (id, table_id)
SELECT id, $2
FROM unnest($1::text[]) AS id;

UPDATE "app_1"."tbl_2" t
SET "fld_3" = n.number
FROM (
  SELECT __id,
    row_number() OVER (ORDER BY __id) + (SELECT coalesce(max("fld_3"), 0) FROM "app_1"."tbl_2") AS number
  FROM "app_1"."tbl_2"
  WHERE "fld_3" IS NULL
) n
WHERE n.__id = t.__id;

SELECT coalesce(max("fld_1"), 0) AS number
FROM "app_2"."tbl_3";

UPDATE "app_1"."table_counter"
SET record_count = $2, next_number = $3
WHERE table_id = $1;

INSERT INTO "app_1"."past_stamp" (record_id, field_id, at, actor)
SELECT id, '', modified_at, modified_by
FROM "app_1"."tbl_2"
WHERE modified_at <> created_at OR modified_by IS DISTINCT FROM created_by;

INSERT INTO "app_1"."link_pair" (id, table_a, field_a, table_b, field_b)
VALUES ($1, $2, $1, $3, $4);

CREATE TABLE "app_1"."fld_2" (
  a bigint NOT NULL REFERENCES "app_1"."tbl_3" (__id) ON DELETE CASCADE,
  b bigint NOT NULL REFERENCES "app_1"."tbl_3" (__id) ON DELETE CASCADE,
  a_position integer NOT NULL,
  b_position integer NOT NULL,
  PRIMARY KEY (a, b)
);

CREATE INDEX ON "app_1"."fld_2" (b, a);

INSERT INTO "app_1"."fld_2" (a, b, a_position, b_position)
SELECT a.__id, b.__id, u.ap, u.bp
FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS u(a, b, ap, bp)
JOIN "app_1"."tbl_3" a ON a.id = u.a
JOIN "app_1"."tbl_3" b ON b.id = u.b;

SELECT EXISTS (
  SELECT
  FROM "app_1"."field" f
  WHERE f.stamped
    OR strpos(upper(f.options->>'formula'), 'LAST_MODIFIED_TIME') > 0
    OR strpos(upper(f.options->>'filter'), 'LAST_MODIFIED_TIME') > 0
) AS some;

SELECT id
FROM "app_1"."field"
WHERE stamped;

UPDATE "app_1"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "app_1"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

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

UPDATE api.base
SET workspace_id = NULL, deleted = jsonb_build_object('lifeOf', $2::text) || $3::jsonb
WHERE id = $1;

DELETE FROM api.base_member
WHERE base_id = $1;

COMMIT;

ANALYZE "app_1"."tbl_2";

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

UPDATE "app_1"."head"
SET schema_version = schema_version + 1, seq = seq + 1
WHERE one
RETURNING seq, schema_version AS "schemaVersion";

INSERT INTO "app_1"."change" (seq, actor, source, changes)
VALUES ($1, $2, $3, $4);

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

SELECT schema_version AS version, kept_from AS from
FROM "app_1"."head"
WHERE one;

ALTER SCHEMA "app_1" RENAME TO "app_2";

ALTER SCHEMA "app_1" RENAME TO "app_2";

ALTER SCHEMA "app_1" RENAME TO "app_2";

UPDATE api.base
SET workspace_id = NULL, deleted = jsonb_build_object('lifeOf', $2::text) || $3::jsonb
WHERE id = $1;

DELETE FROM api.base_member
WHERE base_id = $1;

UPDATE "app_1"."head"
SET seq = $1, kept_from = $1, schema_version = $2;

UPDATE "app_1"."past_structure"
SET since = $1;

UPDATE "app_1"."change"
SET seq = $1, at = now(), changes = $2;

INSERT INTO "app_1"."snapshot" (id, seq, at, name, actor, made_at)
OVERRIDING SYSTEM VALUE
SELECT id, seq, at, name, actor, made_at
FROM "app_2"."snapshot";

SELECT setval(pg_get_serial_sequence($1, 'id'), nextval(pg_get_serial_sequence($2, 'id')), false);

INSERT INTO "app_1"."idle_op" (op_id, actor, seq, record_ids, done_at)
SELECT c.op_id, c.actor, c.seq, '{}', c.at
FROM "app_2"."change" c
WHERE c.op_id IS NOT NULL
  AND c.actor IS NOT NULL
  
    AND c.seq > coalesce(
      (
        WITH RECURSIVE halves(low, high) AS (
          SELECT 0::bigint, coalesce((SELECT max(c.seq) FROM "app_2"."change" c), 0) + 1
          UNION ALL
          SELECT CASE WHEN m.early THEN m.seq ELSE m.low END, CASE WHEN m.early THEN m.high ELSE m.seq END
          FROM (
            SELECT h.low,
              h.high,
              (h.low + h.high) / 2 AS seq,
              coalesce(
                (
                  SELECT c.at <= (now() - interval '30 days')::timestamptz - interval '10 minutes'
                  FROM "app_2"."change" c
                  WHERE c.seq <= (h.low + h.high) / 2
                  ORDER BY c.seq DESC
                  LIMIT 1
                ),
                true
              ) AS early
            FROM halves h
            WHERE h.high - h.low > 1
          ) m
        )
        SELECT c.seq
        FROM "app_2"."change" c
        WHERE c.seq < coalesce(
          (
            SELECT n.seq
            FROM "app_2"."change" n
            WHERE n.at > (now() - interval '30 days')::timestamptz
              AND n.seq > (SELECT max(h.low) FROM halves h)
            ORDER BY n.seq
            LIMIT 1
          ),
          9223372036854775807
        )
        ORDER BY c.seq DESC
        LIMIT 1
      ),
      0
    )
UNION ALL
SELECT o.op_id, o.actor, o.seq, o.record_ids, o.done_at
FROM "app_2"."idle_op" o
ON CONFLICT (op_id) DO NOTHING;

COMMIT;

WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "app_1"."head" h, api.base b
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
  (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one) AS "keptFrom",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        p.name AS "actorName",
        c.source,
        s.created,
        s.updated,
        s.deleted,
        s.actions,
        s.subjects,
        s."tableIds",
        CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
          SELECT jsonb_build_object(
            'id',
            r.record->'id',
            'tableId',
            e.change->'tableId',
            'fieldIds',
            coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]')
          )
          FROM jsonb_array_elements(c.changes) AS e(change),
            LATERAL (
              SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)
            ) AS r(record)
          WHERE e.change->>'kind' = 'records'
            AND r.record IS NOT NULL
          LIMIT 1
        ) END AS record
      FROM "app_1"."change" c
      LEFT JOIN api.person p ON p.id = c.actor,
        LATERAL (
          SELECT coalesce(
            sum(jsonb_array_length(e.change->'created')) FILTER (WHERE e.change->>'kind' = 'records'), 0
          ) AS created,
            coalesce(
              sum(jsonb_array_length(e.change->'updated')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS updated,
            coalesce(
              sum(jsonb_array_length(e.change->'deleted')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS deleted,
            coalesce(
              jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]'
            ) AS actions,
            coalesce(
              jsonb_agg(
                DISTINCT jsonb_strip_nulls(
                  jsonb_build_object(
                    'action',
                    e.change->'action',
                    'tableId',
                    e.change->'tableId',
                    'fieldId',
                    e.change->'fieldId',
                    'viewId',
                    e.change->'viewId',
                    'settings',
                    CASE WHEN e.change->>'action' = 'view.updated' THEN (
                      SELECT jsonb_agg(k ORDER BY k)
                      FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
                      WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k
                    ) END,
                    'at',
                    CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END,
                    'name',
                    CASE WHEN e.change->'viewId' IS NULL THEN coalesce(
                      e.change->'after'->'name', e.change->'before'->'name'
                    ) END
                  )
                )
              ) FILTER (WHERE e.change ? 'action'),
              '[]'
            ) AS subjects,
            coalesce(
              jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]'
            ) AS "tableIds"
          FROM jsonb_array_elements(c.changes) AS e(change)
        ) s
      WHERE (SELECT guard.ok FROM guard)
        AND c.seq >= (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one)
        AND c.seq < $6::bigint
      ORDER BY c.seq DESC
      LIMIT $7
    ) x
  ) AS moments
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

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

WITH guard AS MATERIALIZED (
  SELECT g.*, g.level >= $3::api.permission_level AND g.schema_version = $4 AS ok
  FROM (
    SELECT h.schema_version, h.seq, greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none')) AS level
    FROM "app_1"."head" h, api.base b
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
  (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one) AS "keptFrom",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        p.name AS "actorName",
        c.source,
        s.created,
        s.updated,
        s.deleted,
        s.actions,
        s.subjects,
        s."tableIds",
        CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
          SELECT jsonb_build_object(
            'id',
            r.record->'id',
            'tableId',
            e.change->'tableId',
            'fieldIds',
            coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]')
          )
          FROM jsonb_array_elements(c.changes) AS e(change),
            LATERAL (
              SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)
            ) AS r(record)
          WHERE e.change->>'kind' = 'records'
            AND r.record IS NOT NULL
          LIMIT 1
        ) END AS record
      FROM "app_1"."change" c
      LEFT JOIN api.person p ON p.id = c.actor,
        LATERAL (
          SELECT coalesce(
            sum(jsonb_array_length(e.change->'created')) FILTER (WHERE e.change->>'kind' = 'records'), 0
          ) AS created,
            coalesce(
              sum(jsonb_array_length(e.change->'updated')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS updated,
            coalesce(
              sum(jsonb_array_length(e.change->'deleted')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS deleted,
            coalesce(
              jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]'
            ) AS actions,
            coalesce(
              jsonb_agg(
                DISTINCT jsonb_strip_nulls(
                  jsonb_build_object(
                    'action',
                    e.change->'action',
                    'tableId',
                    e.change->'tableId',
                    'fieldId',
                    e.change->'fieldId',
                    'viewId',
                    e.change->'viewId',
                    'settings',
                    CASE WHEN e.change->>'action' = 'view.updated' THEN (
                      SELECT jsonb_agg(k ORDER BY k)
                      FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
                      WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k
                    ) END,
                    'at',
                    CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END,
                    'name',
                    CASE WHEN e.change->'viewId' IS NULL THEN coalesce(
                      e.change->'after'->'name', e.change->'before'->'name'
                    ) END
                  )
                )
              ) FILTER (WHERE e.change ? 'action'),
              '[]'
            ) AS subjects,
            coalesce(
              jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]'
            ) AS "tableIds"
          FROM jsonb_array_elements(c.changes) AS e(change)
        ) s
      WHERE (SELECT guard.ok FROM guard)
        AND c.seq >= (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one)
        AND c.seq < $6::bigint
      ORDER BY c.seq DESC
      LIMIT $7
    ) x
  ) AS moments
FROM (VALUES (1)) AS one(n)
LEFT JOIN guard ON true;

SELECT id, (deleted->>'from')::bigint AS from, (deleted->>'until')::bigint AS until
FROM api.base
WHERE deleted->>'lifeOf' = $1
  AND deleted ? 'until';

SELECT (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one) AS "keptFrom",
  (
    SELECT coalesce(json_agg(x ORDER BY x.seq DESC), '[]')
    FROM (
      SELECT c.seq,
        to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        c.actor,
        p.name AS "actorName",
        c.source,
        s.created,
        s.updated,
        s.deleted,
        s.actions,
        s.subjects,
        s."tableIds",
        CASE WHEN s.created + s.updated + s.deleted = 1 THEN (
          SELECT jsonb_build_object(
            'id',
            r.record->'id',
            'tableId',
            e.change->'tableId',
            'fieldIds',
            coalesce((SELECT jsonb_agg(f) FROM jsonb_object_keys(r.record->'after') AS f), '[]')
          )
          FROM jsonb_array_elements(c.changes) AS e(change),
            LATERAL (
              SELECT coalesce(e.change->'created'->0, e.change->'updated'->0, e.change->'deleted'->0)
            ) AS r(record)
          WHERE e.change->>'kind' = 'records'
            AND r.record IS NOT NULL
          LIMIT 1
        ) END AS record
      FROM "app_1"."change" c
      LEFT JOIN api.person p ON p.id = c.actor,
        LATERAL (
          SELECT coalesce(
            sum(jsonb_array_length(e.change->'created')) FILTER (WHERE e.change->>'kind' = 'records'), 0
          ) AS created,
            coalesce(
              sum(jsonb_array_length(e.change->'updated')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS updated,
            coalesce(
              sum(jsonb_array_length(e.change->'deleted')) FILTER (WHERE e.change->>'kind' = 'records'), 0
            ) AS deleted,
            coalesce(
              jsonb_agg(DISTINCT e.change->'action') FILTER (WHERE e.change ? 'action'), '[]'
            ) AS actions,
            coalesce(
              jsonb_agg(
                DISTINCT jsonb_strip_nulls(
                  jsonb_build_object(
                    'action',
                    e.change->'action',
                    'tableId',
                    e.change->'tableId',
                    'fieldId',
                    e.change->'fieldId',
                    'viewId',
                    e.change->'viewId',
                    'settings',
                    CASE WHEN e.change->>'action' = 'view.updated' THEN (
                      SELECT jsonb_agg(k ORDER BY k)
                      FROM jsonb_object_keys(e.change->'before' || e.change->'after') AS k
                      WHERE e.change->'before'->k IS DISTINCT FROM e.change->'after'->k
                    ) END,
                    'at',
                    CASE WHEN e.change->>'action' = 'base.broughtBack' THEN e.change->'before'->'at' END,
                    'name',
                    CASE WHEN e.change->'viewId' IS NULL THEN coalesce(
                      e.change->'after'->'name', e.change->'before'->'name'
                    ) END
                  )
                )
              ) FILTER (WHERE e.change ? 'action'),
              '[]'
            ) AS subjects,
            coalesce(
              jsonb_agg(DISTINCT e.change->'tableId') FILTER (WHERE e.change->>'kind' = 'records'), '[]'
            ) AS "tableIds"
          FROM jsonb_array_elements(c.changes) AS e(change)
        ) s
      WHERE true
        AND c.seq >= (SELECT h.kept_from FROM "app_1"."head" h WHERE h.one)
        AND c.seq < $1::bigint
      ORDER BY c.seq DESC
      LIMIT $2
    ) x
  ) AS moments;

SELECT id, (deleted->>'from')::bigint AS from, (deleted->>'until')::bigint AS until
FROM api.base
WHERE deleted->>'lifeOf' = $1
  AND deleted ? 'until';
