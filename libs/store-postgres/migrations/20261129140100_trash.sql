-- migrate:up transaction:false
-- What is deleted of a base's structure is kept in the base, and a deleted base in its row. A base at a time, each committed
-- by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  -- Of a deleted base: its workspace and members, when and by whom. Without both it is nobody's, and no statement finds it.
  ALTER TABLE api.base ADD COLUMN IF NOT EXISTS deleted jsonb, ALTER COLUMN workspace_id DROP NOT NULL;
  COMMIT;
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL AND to_regclass(format('%I.trash', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('CREATE TABLE %I.trash (
      seq bigint PRIMARY KEY,
      kind text NOT NULL,
      name text NOT NULL,
      table_id varchar(17) COLLATE "C" NOT NULL,
      actor text COLLATE "C",
      at timestamptz(3) NOT NULL DEFAULT now(),
      kept jsonb NOT NULL
    )', this_base);
    EXECUTE format('CREATE INDEX change_deletes ON %I.change (seq) WHERE changes @? ''$[*].deleted''', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
-- Bases in the trash go for good: the version before knows no way back. So do columns and tables that only the trash named.
DO $do$
DECLARE
  this_base text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE b.deleted IS NOT NULL LOOP
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', this_base);
    DELETE FROM api.base WHERE id = this_base;
    COMMIT;
  END LOOP;
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.trash', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('DROP TABLE %I.trash', this_base);
    EXECUTE format('DROP INDEX %I.change_deletes', this_base);
    COMMIT;
  END LOOP;
  ALTER TABLE api.base DROP COLUMN IF EXISTS deleted, ALTER COLUMN workspace_id SET NOT NULL;
END
$do$;
