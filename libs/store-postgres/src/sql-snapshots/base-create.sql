BEGIN;

SELECT level
FROM api.workspace_member
WHERE workspace_id = $1
  AND user_id = $2
  AND ($3::text[] IS NULL OR workspace_id = ANY($3));

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

INSERT INTO "app_1"."table" (id, name, description, primary_field_id, position)
SELECT $1, $2, $3, $4, coalesce(max(position) + 1, 0)
FROM "app_1"."table";

INSERT INTO "app_1"."table_counter" (table_id)
VALUES ($1);

CREATE TABLE "app_1"."tbl_2" (
  __id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  created_by text COLLATE "C",
  modified_at timestamptz(3) NOT NULL,
  modified_by text COLLATE "C",
  "fld_3" text
) WITH (fillfactor = 90);

INSERT INTO "app_1"."field" (id, table_id, name, type, description, options, rules, position)
SELECT $1, $2::text, $3, $4, $5, $6, $7, coalesce($8, max(position) + 1, 0)
FROM "app_1"."field"
WHERE table_id = $2;

INSERT INTO "app_1"."view" (id, table_id, name, type, config, position)
SELECT $1, $2::text, $3, $4, $5, coalesce(max(position) + 1, 0)
FROM "app_1"."view"
WHERE table_id = $2;

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
