-- migrate:up transaction:false
-- The entries that gave a field another type are found without a look at the others. A base at a time, each committed by
-- itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.change', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('CREATE INDEX IF NOT EXISTS change_conversions ON %I.change (seq)
      WHERE changes @? ''$[*] ? (@.action == "field.converted")''', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.change', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('DROP INDEX IF EXISTS %I.change_conversions', this_base);
    COMMIT;
  END LOOP;
END
$do$;
