-- migrate:up
CREATE SCHEMA api;

CREATE TYPE api.permission_level AS ENUM ('none', 'read', 'comment', 'edit', 'create', 'owner');

-- People as others see them: from identity claims and imports. auth owns the accounts.
CREATE TABLE api.person (
  id text COLLATE "C" PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL
);

CREATE TABLE api.workspace (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  created_by text COLLATE "C"
);

CREATE TABLE api.workspace_member (
  workspace_id text COLLATE "C" NOT NULL REFERENCES api.workspace (id) ON DELETE CASCADE,
  user_id text COLLATE "C" NOT NULL,
  level api.permission_level NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX workspace_member_user ON api.workspace_member (user_id);

-- seq is the number of the last log entry: the row's lock is what makes the numbers contiguous. Pages stay mostly
-- empty so that each bump is a heap-only update.
CREATE TABLE api.base (
  id text COLLATE "C" PRIMARY KEY,
  workspace_id text COLLATE "C" NOT NULL REFERENCES api.workspace (id),
  name text NOT NULL,
  color text NOT NULL,
  icon text NOT NULL,
  schema_version integer NOT NULL DEFAULT 1,
  seq bigint NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  created_by text COLLATE "C"
) WITH (fillfactor = 20);
CREATE INDEX base_workspace ON api.base (workspace_id);

CREATE TABLE api.base_member (
  base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
  user_id text COLLATE "C" NOT NULL,
  level api.permission_level NOT NULL,
  PRIMARY KEY (base_id, user_id)
);
CREATE INDEX base_member_user ON api.base_member (user_id);

CREATE TABLE api."table" (
  id text COLLATE "C" PRIMARY KEY,
  base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text,
  primary_field_id text COLLATE "C" NOT NULL,
  position integer NOT NULL
);
CREATE INDEX table_base ON api."table" (base_id);

-- Apart from api."table", as each create and delete writes here. next_number is what the next record's autoNumber
-- fields get; it moves in the creating statement, so a refused record burns none.
CREATE TABLE api.table_counter (
  table_id text COLLATE "C" PRIMARY KEY REFERENCES api."table" (id) ON DELETE CASCADE,
  record_count bigint NOT NULL DEFAULT 0,
  next_number bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 20);

CREATE TABLE api.field (
  id text COLLATE "C" PRIMARY KEY,
  table_id text COLLATE "C" NOT NULL REFERENCES api."table" (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  description text,
  options jsonb,
  position integer NOT NULL
);
CREATE INDEX field_table ON api.field (table_id);

-- config: visibleFieldIds, columnWidths, sort, filterFormula as in the View contract.
CREATE TABLE api.view (
  id text COLLATE "C" PRIMARY KEY,
  table_id text COLLATE "C" NOT NULL REFERENCES api."table" (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  config jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL
);
CREATE INDEX view_table ON api.view (table_id);

-- One junction table in the base's schema per pair, named by id. field_b is NULL for a link of a table to itself.
CREATE TABLE api.link_pair (
  id text COLLATE "C" PRIMARY KEY,
  base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
  table_a text COLLATE "C" NOT NULL,
  field_a text COLLATE "C" NOT NULL,
  table_b text COLLATE "C" NOT NULL,
  field_b text COLLATE "C"
);
CREATE INDEX link_pair_base ON api.link_pair (base_id);

CREATE TABLE api.change (
  base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
  seq bigint NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  actor text COLLATE "C",
  source text NOT NULL,
  op_id text COLLATE "C",
  changes jsonb NOT NULL,
  PRIMARY KEY (base_id, seq),
  CONSTRAINT change_op UNIQUE (base_id, op_id)
);

-- The order of a sorted list as its first page saw it, so that later pages neither repeat nor lose records. Not
-- logged: after a crash clients start over, which the API allows them to be told.
CREATE UNLOGGED TABLE api.list_snapshot (
  id text COLLATE "C" PRIMARY KEY,
  table_id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  ids bigint[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX list_snapshot_age ON api.list_snapshot (created_at);

-- Stops a statement whose parts disagree (the schema moved on meanwhile), so that nothing of it stays.
CREATE FUNCTION api.stop(code text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = 'stopped';
END
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT USAGE ON SCHEMA api TO pyairtable_api;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA api TO pyairtable_api;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA api TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DO $$
DECLARE base text;
BEGIN
  FOR base IN SELECT id FROM api.base LOOP
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', base);
  END LOOP;
END
$$;
DROP SCHEMA api CASCADE;
