-- migrate:up transaction:false
-- What the log said last of a cell, or of a record, stays when its entries are let go. A base at a time, each committed by
-- itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.past_stamp', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('ALTER TABLE %I.past_stamp ADD COLUMN IF NOT EXISTS seq bigint,
      ADD COLUMN IF NOT EXISTS back boolean NOT NULL DEFAULT false', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.past_stamp', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('ALTER TABLE %I.past_stamp DROP COLUMN IF EXISTS seq, DROP COLUMN IF EXISTS back', this_base);
    COMMIT;
  END LOOP;
END
$do$;
