-- migrate:up transaction:false
-- What changes with a base moves into the base's schema: its head (number and version), log, structure and counters, from
-- tables that all bases shared. A base at a time, each committed by itself, as the locks of thousands of bases have no room
-- in one transaction; run again after an interruption, it goes on with the bases that are left. One statement, since only
-- such a one may commit inside. src/structure/base-schema.ts makes the same for a new base.
DO $do$
DECLARE
  this_base text;
  this_table text;
  its_owner name;
BEGIN
  IF to_regclass('api.change') IS NULL AND to_regclass('api.former_change') IS NULL THEN
    -- All is done, and was only not noted any more.
    RETURN;
  END IF;
  IF to_regclass('api.change') IS NOT NULL THEN
    -- Whoever still runs the version before writes nothing from here on, that nothing be written behind our back.
    ALTER TABLE api.change RENAME TO former_change;
    COMMIT;
  END IF;
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.head', b.id)) IS NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('SET LOCAL search_path TO %I', this_base);

    CREATE TABLE head (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      seq bigint NOT NULL DEFAULT 0,
      schema_version integer NOT NULL DEFAULT 0
    );
    INSERT INTO head (seq, schema_version) SELECT b.seq, b.schema_version FROM api.base b WHERE b.id = this_base;

    CREATE TABLE change (
      seq bigint PRIMARY KEY,
      at timestamptz(3) NOT NULL DEFAULT now(),
      actor text COLLATE "C",
      source text NOT NULL,
      op_id text COLLATE "C",
      changes jsonb NOT NULL
    );
    INSERT INTO change (seq, at, actor, source, op_id, changes)
      SELECT c.seq, c.at, c.actor, c.source, c.op_id, c.changes FROM api.former_change c
      WHERE c.base_id = this_base ORDER BY c.seq;
    CREATE UNIQUE INDEX change_op ON change (op_id) WHERE op_id IS NOT NULL;

    CREATE TABLE idle_op (
      op_id text COLLATE "C" PRIMARY KEY,
      actor text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      record_ids text[] NOT NULL,
      done_at timestamptz NOT NULL DEFAULT now()
    );
    INSERT INTO idle_op (op_id, actor, seq, record_ids, done_at)
      SELECT o.op_id, o.actor, o.seq, o.record_ids, o.done_at FROM api.idle_op o WHERE o.base_id = this_base;

    CREATE TABLE "table" (
      id varchar(17) COLLATE "C" PRIMARY KEY,
      name text NOT NULL,
      description text,
      primary_field_id varchar(17) COLLATE "C" NOT NULL,
      position integer NOT NULL
    );
    INSERT INTO "table" (id, name, description, primary_field_id, position)
      SELECT t.id, t.name, t.description, t.primary_field_id, t.position FROM api."table" t WHERE t.base_id = this_base;

    CREATE TABLE table_counter (
      table_id varchar(17) COLLATE "C" PRIMARY KEY REFERENCES "table" (id) ON DELETE CASCADE,
      record_count bigint NOT NULL DEFAULT 0,
      next_number bigint NOT NULL DEFAULT 1
    ) WITH (fillfactor = 20);
    INSERT INTO table_counter (table_id, record_count, next_number)
      SELECT c.table_id, c.record_count, c.next_number FROM api.table_counter c
      JOIN api."table" t ON t.id = c.table_id WHERE t.base_id = this_base;

    CREATE TABLE field (
      id varchar(17) COLLATE "C" PRIMARY KEY,
      table_id varchar(17) COLLATE "C" NOT NULL REFERENCES "table" (id) ON DELETE CASCADE,
      name text NOT NULL,
      type text NOT NULL,
      description text,
      options jsonb,
      position integer NOT NULL
    );
    INSERT INTO field (id, table_id, name, type, description, options, position)
      SELECT f.id, f.table_id, f.name, f.type, f.description, f.options, f.position FROM api.field f
      JOIN api."table" t ON t.id = f.table_id WHERE t.base_id = this_base;

    CREATE TABLE view (
      id varchar(17) COLLATE "C" PRIMARY KEY,
      table_id varchar(17) COLLATE "C" NOT NULL REFERENCES "table" (id) ON DELETE CASCADE,
      name text NOT NULL,
      type text NOT NULL,
      config jsonb NOT NULL DEFAULT '{}',
      position integer NOT NULL
    );
    INSERT INTO view (id, table_id, name, type, config, position)
      SELECT v.id, v.table_id, v.name, v.type, v.config, v.position FROM api.view v
      JOIN api."table" t ON t.id = v.table_id WHERE t.base_id = this_base;

    CREATE TABLE link_pair (
      id varchar(17) COLLATE "C" PRIMARY KEY,
      table_a varchar(17) COLLATE "C" NOT NULL,
      field_a varchar(17) COLLATE "C" NOT NULL,
      table_b varchar(17) COLLATE "C" NOT NULL,
      field_b varchar(17) COLLATE "C"
    );
    INSERT INTO link_pair (id, table_a, field_a, table_b, field_b)
      SELECT p.id, p.table_a, p.field_a, p.table_b, p.field_b FROM api.link_pair p WHERE p.base_id = this_base;

    CREATE TABLE record_id (
      id varchar(17) COLLATE "C" PRIMARY KEY,
      table_id varchar(17) COLLATE "C" NOT NULL
    );
    FOR this_table IN SELECT t.id FROM "table" t ORDER BY t.position, t.id LOOP
      EXECUTE format('INSERT INTO record_id (id, table_id) SELECT id, %1$L FROM %1$I ORDER BY id ON CONFLICT DO NOTHING', this_table);
    END LOOP;

    -- What these hold is computed anew.
    CREATE UNLOGGED TABLE list_snapshot (
      id text COLLATE "C" PRIMARY KEY,
      table_id varchar(17) COLLATE "C" NOT NULL,
      user_id text COLLATE "C" NOT NULL,
      ids bigint[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE UNLOGGED TABLE row_order (
      table_id varchar(17) COLLATE "C" NOT NULL,
      sort text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (table_id, sort)
    );
    COMMIT;
  END LOOP;
  DROP TABLE api.former_change, api.idle_op, api.table_counter, api.list_snapshot, api.row_order, api.record_claim,
    api.field, api.view, api.link_pair, api."table";
  ALTER TABLE api.base DROP COLUMN seq, DROP COLUMN schema_version;
  ALTER TABLE api.base RESET (fillfactor);
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
BEGIN
  IF to_regclass('api.change') IS NOT NULL THEN
    RETURN;
  END IF;
  IF to_regclass('api.former_change') IS NULL THEN
    ALTER TABLE api.base SET (fillfactor = 20);
    ALTER TABLE api.base ADD COLUMN schema_version integer NOT NULL DEFAULT 1, ADD COLUMN seq bigint NOT NULL DEFAULT 0;
    CREATE TABLE api."table" (
      id text COLLATE "C" PRIMARY KEY,
      base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
      name text NOT NULL,
      description text,
      primary_field_id text COLLATE "C" NOT NULL,
      position integer NOT NULL
    );
    CREATE INDEX table_base ON api."table" (base_id);
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
    CREATE TABLE api.view (
      id text COLLATE "C" PRIMARY KEY,
      table_id text COLLATE "C" NOT NULL REFERENCES api."table" (id) ON DELETE CASCADE,
      name text NOT NULL,
      type text NOT NULL,
      config jsonb NOT NULL DEFAULT '{}',
      position integer NOT NULL
    );
    CREATE INDEX view_table ON api.view (table_id);
    CREATE TABLE api.link_pair (
      id text COLLATE "C" PRIMARY KEY,
      base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
      table_a text COLLATE "C" NOT NULL,
      field_a text COLLATE "C" NOT NULL,
      table_b text COLLATE "C" NOT NULL,
      field_b text COLLATE "C"
    );
    CREATE INDEX link_pair_base ON api.link_pair (base_id);
    CREATE TABLE api.former_change (
      base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
      seq bigint NOT NULL,
      at timestamptz(3) NOT NULL DEFAULT now(),
      actor text COLLATE "C",
      source text NOT NULL,
      op_id text COLLATE "C",
      changes jsonb NOT NULL,
      CONSTRAINT change_pkey PRIMARY KEY (base_id, seq)
    );
    CREATE UNIQUE INDEX change_op ON api.former_change (base_id, op_id) WHERE op_id IS NOT NULL;
    CREATE TABLE api.idle_op (
      base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
      op_id text COLLATE "C" NOT NULL,
      actor text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      record_ids text[] NOT NULL,
      done_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (base_id, op_id)
    );
    CREATE INDEX idle_op_age ON api.idle_op (done_at);
    CREATE UNLOGGED TABLE api.list_snapshot (
      id text COLLATE "C" PRIMARY KEY,
      table_id text COLLATE "C" NOT NULL,
      user_id text COLLATE "C" NOT NULL,
      ids bigint[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX list_snapshot_age ON api.list_snapshot (created_at);
    CREATE UNLOGGED TABLE api.row_order (
      table_id text COLLATE "C" NOT NULL,
      sort text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      made_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (table_id, sort)
    );
    CREATE INDEX row_order_age ON api.row_order (made_at);
    CREATE UNLOGGED TABLE api.record_claim (
      base_id text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL,
      table_id text COLLATE "C" NOT NULL,
      claimed_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (base_id, id)
    );
    CREATE INDEX record_claim_age ON api.record_claim (claimed_at);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA api TO pyairtable_api;
    END IF;
    COMMIT;
  END IF;
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('SET LOCAL search_path TO %I', this_base);
    UPDATE api.base b SET seq = h.seq, schema_version = h.schema_version FROM head h WHERE b.id = this_base;
    INSERT INTO api."table" (id, base_id, name, description, primary_field_id, position)
      SELECT t.id, this_base, t.name, t.description, t.primary_field_id, t.position FROM "table" t;
    INSERT INTO api.table_counter SELECT c.table_id, c.record_count, c.next_number FROM table_counter c;
    INSERT INTO api.field (id, table_id, name, type, description, options, position)
      SELECT f.id, f.table_id, f.name, f.type, f.description, f.options, f.position FROM field f;
    INSERT INTO api.view (id, table_id, name, type, config, position)
      SELECT v.id, v.table_id, v.name, v.type, v.config, v.position FROM view v;
    INSERT INTO api.link_pair (id, base_id, table_a, field_a, table_b, field_b)
      SELECT p.id, this_base, p.table_a, p.field_a, p.table_b, p.field_b FROM link_pair p;
    INSERT INTO api.former_change (base_id, seq, at, actor, source, op_id, changes)
      SELECT this_base, c.seq, c.at, c.actor, c.source, c.op_id, c.changes FROM change c ORDER BY c.seq;
    INSERT INTO api.idle_op (base_id, op_id, actor, seq, record_ids, done_at)
      SELECT this_base, o.op_id, o.actor, o.seq, o.record_ids, o.done_at FROM idle_op o;
    DROP TABLE head, change, idle_op, table_counter, field, view, link_pair, record_id, list_snapshot, row_order, "table";
    COMMIT;
  END LOOP;
  ALTER TABLE api.former_change RENAME TO change;
END
$do$;
