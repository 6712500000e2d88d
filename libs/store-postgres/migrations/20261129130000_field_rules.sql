-- migrate:up transaction:false
-- What a field gives its new cells, and asks of what is written to them. A base at a time, each committed by itself, as in
-- base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('ALTER TABLE %I.field ADD COLUMN IF NOT EXISTS rules jsonb', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
-- Without rules nothing needs to be unique any more.
DO $do$
DECLARE
  this_base text;
  its_owner name;
  this_constraint record;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    FOR this_constraint IN SELECT c.conrelid::regclass AS place, c.conname AS name FROM pg_constraint c
      JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = this_base AND c.contype = 'x' LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', this_constraint.place, this_constraint.name);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.field DROP COLUMN IF EXISTS rules', this_base);
    COMMIT;
  END LOOP;
END
$do$;
