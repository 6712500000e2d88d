-- migrate:up transaction:false
-- Tables keep when cells of a field were last changed where a formula asks for that: structure/cell-stamps.ts does it from
-- the next change of a base's structure on, and here for what formulas ask already. A base at a time, each committed by
-- itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
  asked record;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    EXECUTE format('SET LOCAL search_path TO %I', this_base);
    EXECUTE 'ALTER TABLE field ADD COLUMN IF NOT EXISTS stamped boolean NOT NULL DEFAULT false';
    FOR asked IN EXECUTE $$
      SELECT DISTINCT f.id, f.table_id, f.id || ' changed' AS stamp FROM field f, field c,
        regexp_matches(concat_ws(' ', c.options->>'formula', c.options->>'filter'), '\mLAST_MODIFIED_TIME\s*\(([^()]*)\)', 'gi') AS call,
        regexp_matches(call[1], 'fld[0-9A-Za-z]{14}', 'g') AS named
      WHERE c.type IN ('formula', 'rollup', 'count', 'multipleLookupValues') AND named[1] = f.id AND NOT f.stamped
        AND f.type NOT IN ('formula', 'rollup', 'count', 'multipleLookupValues', 'button', 'autoNumber', 'createdTime', 'createdBy',
          'lastModifiedTime', 'lastModifiedBy')$$ LOOP
      EXECUTE format('ALTER TABLE %I ADD COLUMN %I timestamptz(3)', asked.table_id, asked.stamp);
      EXECUTE format($$UPDATE %I t SET %I = l.at FROM (
          SELECT r->>'id' AS id, max(c.at) AS at FROM change c, jsonb_array_elements(c.changes) AS p,
            jsonb_array_elements(p->'updated') AS r
          WHERE p->>'kind' = 'records' AND p->>'tableId' = $1 AND (r->'after') ? $2 GROUP BY 1) l WHERE t.id = l.id$$,
        asked.table_id, asked.stamp) USING asked.table_id, asked.id;
      EXECUTE 'UPDATE field SET stamped = true WHERE id = $1' USING asked.id;
    END LOOP;
    COMMIT;
  END LOOP;
END
$do$;

-- migrate:down transaction:false
DO $do$
DECLARE
  this_base text;
  its_owner name;
  this_column record;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    FOR this_column IN SELECT a.attrelid::regclass AS place, a.attname AS name FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = this_base AND c.relkind = 'r' AND a.attname ~ '^fld[0-9A-Za-z]{14} changed$' LOOP
      EXECUTE format('ALTER TABLE %s DROP COLUMN %I', this_column.place, this_column.name);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.field DROP COLUMN IF EXISTS stamped', this_base);
    COMMIT;
  END LOOP;
END
$do$;
