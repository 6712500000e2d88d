-- migrate:up transaction:false
-- Formulas of buttons name fields by their ids, as other formulas do: {Name} becomes {fld…}. A base at a time, each committed
-- by itself, as in base_state.
DO $do$
DECLARE
  this_base text;
  its_owner name;
  button record;
  named record;
  formula text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    FOR button IN EXECUTE format('SELECT id, table_id, options FROM %I.field WHERE type = ''button'' AND options ? ''formula''', this_base) LOOP
      formula := button.options->>'formula';
      FOR named IN EXECUTE format('SELECT ''{'' || id || ''}'' AS id, ''{'' || replace(name, ''}'', ''\}'') || ''}'' AS name FROM %I.field WHERE table_id = $1', this_base)
        USING button.table_id LOOP
        formula := replace(formula, named.name, named.id);
      END LOOP;
      EXECUTE format('UPDATE %I.field SET options = jsonb_set(options, ''{formula}'', to_jsonb($2)) WHERE id = $1', this_base)
        USING button.id, formula;
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
  button record;
  named record;
  formula text;
BEGIN
  FOR this_base IN SELECT b.id FROM api.base b WHERE to_regclass(format('%I.field', b.id)) IS NOT NULL ORDER BY b.id LOOP
    SELECT pg_get_userbyid(n.nspowner) INTO STRICT its_owner FROM pg_namespace n WHERE n.nspname = this_base;
    EXECUTE format('SET LOCAL ROLE %I', its_owner);
    FOR button IN EXECUTE format('SELECT id, table_id, options FROM %I.field WHERE type = ''button'' AND options ? ''formula''', this_base) LOOP
      formula := button.options->>'formula';
      FOR named IN EXECUTE format('SELECT ''{'' || id || ''}'' AS id, ''{'' || replace(name, ''}'', ''\}'') || ''}'' AS name FROM %I.field WHERE table_id = $1', this_base)
        USING button.table_id LOOP
        formula := replace(formula, named.id, named.name);
      END LOOP;
      EXECUTE format('UPDATE %I.field SET options = jsonb_set(options, ''{formula}'', to_jsonb($2)) WHERE id = $1', this_base)
        USING button.id, formula;
    END LOOP;
    COMMIT;
  END LOOP;
END
$do$;
