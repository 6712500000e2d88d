-- migrate:up transaction:false
-- Moments of a base that somebody named. A base at a time, each committed by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL AND to_regclass(format('%I.snapshot', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('CREATE TABLE %I.snapshot (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      seq bigint NOT NULL,
      name text NOT NULL,
      actor text COLLATE "C",
      made_at timestamptz(3) NOT NULL DEFAULT now()
    )', this_base);
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
    EXECUTE format('DROP TABLE %I.snapshot', this_base);
    COMMIT;
  END LOOP;
END
$do$;
