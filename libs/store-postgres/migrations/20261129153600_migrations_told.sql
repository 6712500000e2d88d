-- migrate:up
-- The api reads which migrations a database has, so as not to start on one that lacks some.
DO $do$
DECLARE
  noted text;
BEGIN
  FOREACH noted IN ARRAY ARRAY['schema_migrations_formula', 'schema_migrations_api'] LOOP
    IF to_regclass(noted) IS NOT NULL AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
      EXECUTE format('GRANT SELECT ON %I TO pyairtable_api', noted);
    END IF;
  END LOOP;
END
$do$;

-- migrate:down
DO $do$
DECLARE
  noted text;
BEGIN
  FOREACH noted IN ARRAY ARRAY['schema_migrations_formula', 'schema_migrations_api'] LOOP
    IF to_regclass(noted) IS NOT NULL AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
      EXECUTE format('REVOKE SELECT ON %I FROM pyairtable_api', noted);
    END IF;
  END LOOP;
END
$do$;
