SELECT EXISTS (SELECT FROM api.base WHERE id = $1) AS taken,
  EXISTS (SELECT FROM api.base WHERE id = $1 AND deleted IS NOT NULL) AS trashed,
  $2::text IS NULL OR EXISTS (SELECT FROM api.workspace WHERE id = $2) AS placed;

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

INSERT INTO api.person (id, email, name)
SELECT id, email, name
FROM jsonb_to_recordset($1::jsonb) AS u(id text, email text, name text)
ORDER BY id
ON CONFLICT (id) DO NOTHING;

INSERT INTO api.base_member (base_id, user_id, level)
SELECT $1, u.id, coalesce(u.role, 'none')::api.permission_level
FROM jsonb_to_recordset($2::jsonb) AS u(id text, role text)
WHERE u.id <> $3
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
  coalesce(i."createdBy", $2),
  coalesce(i."modifiedTime", i."createdTime", date_trunc('second', now())),
  coalesce(i."modifiedBy", i."createdBy", $2),
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

COMMIT;

ANALYZE "app_1"."tbl_2";
