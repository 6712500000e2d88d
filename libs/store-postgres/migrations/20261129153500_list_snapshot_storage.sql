-- migrate:up transaction:false
-- Kept orders of lists are not compressed, as those of views are not: that takes as long as the sort. A base at a time, each
-- committed by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.list_snapshot', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('ALTER TABLE %I.list_snapshot ALTER COLUMN ids SET STORAGE EXTERNAL', this_base);
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
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.list_snapshot', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('ALTER TABLE %I.list_snapshot ALTER COLUMN ids SET STORAGE EXTENDED', this_base);
    COMMIT;
  END LOOP;
END
$do$;
