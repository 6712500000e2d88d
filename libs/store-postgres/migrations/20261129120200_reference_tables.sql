-- migrate:up
-- Gives each server of a Citus cluster a copy of tables of schema api; those that are copies already stay. Runs as the
-- tables' owner, since only that may. Without the extension nobody calls it.
CREATE FUNCTION api.make_reference_tables(names text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog AS $$
DECLARE
  this_table regclass;
BEGIN
  FOREACH this_table IN ARRAY ARRAY(SELECT format('api.%I', n.name)::regclass FROM unnest(names) WITH ORDINALITY AS n(name, at) ORDER BY n.at) LOOP
    IF NOT EXISTS (SELECT FROM pg_dist_partition p WHERE p.logicalrelid = this_table AND p.partmethod = 'n' AND p.repmodel = 't') THEN
      PERFORM create_reference_table(this_table);
    END IF;
  END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION api.make_reference_tables(text[]) FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT EXECUTE ON FUNCTION api.make_reference_tables(text[]) TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP FUNCTION api.make_reference_tables(text[]);
