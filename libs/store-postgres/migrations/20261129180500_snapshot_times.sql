-- migrate:up transaction:false
-- A snapshot says itself when the base was so: the entry may be of an earlier life of the base. A base at a time, each
-- committed by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.snapshot', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('ALTER TABLE %I.snapshot ADD COLUMN IF NOT EXISTS at timestamptz(3)', this_base);
    EXECUTE format('UPDATE %1$I.snapshot s SET at = c.at FROM %1$I.change c WHERE c.seq = s.seq AND s.at IS NULL', this_base);
    EXECUTE format('ALTER TABLE %I.snapshot ALTER COLUMN at SET NOT NULL', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.snapshot', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('ALTER TABLE %I.snapshot DROP COLUMN IF EXISTS at', this_base);
    COMMIT;
  END LOOP;
END
$do$;
