-- migrate:up transaction:false
-- Links of records that came back before the records at their other end. A base at a time, each committed by itself, as in
-- base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL AND to_regclass(format('%I.waiting_link', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('SET LOCAL search_path TO %I', this_base);
    CREATE TABLE waiting_link (
      pair_id varchar(17) COLLATE "C" NOT NULL,
      a varchar(17) COLLATE "C" NOT NULL,
      b varchar(17) COLLATE "C" NOT NULL,
      at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (a, b, pair_id)
    );
    CREATE INDEX waiting_link_b ON waiting_link (b);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.waiting_link', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('DROP TABLE %I.waiting_link', this_base);
    COMMIT;
  END LOOP;
END
$do$;
