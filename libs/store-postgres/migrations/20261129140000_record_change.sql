-- migrate:up transaction:false
-- Which entries of a base's log tell of a record. A base at a time, each committed by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b
    WHERE to_regclass(format('%I.head', b.id)) IS NOT NULL AND to_regclass(format('%I.record_change', b.id)) IS NULL
    ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    -- Nobody writes an entry between the reading of the log and the commit.
    EXECUTE format('LOCK TABLE %I.change IN SHARE MODE', this_base);
    EXECUTE format('CREATE TABLE %I.record_change (
      record_id varchar(17) COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      PRIMARY KEY (record_id, seq)
    )', this_base);
    EXECUTE format('INSERT INTO %1$I.record_change (record_id, seq)
      SELECT DISTINCT r #>> ''{}'', c.seq
      FROM %1$I.change c, jsonb_path_query(c.changes, ''$[*] ? (@.kind == "records").*[*].id'') AS r', this_base);
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.record_change', b.id)) IS NOT NULL ORDER BY b.id LOOP
    EXECUTE format('DROP TABLE %I.record_change', this_base);
    COMMIT;
  END LOOP;
END
$do$;
