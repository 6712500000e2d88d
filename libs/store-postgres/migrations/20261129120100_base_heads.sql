-- migrate:up
-- The numbers of the last entries of several bases, each asked for by itself: no statement names two bases. Bases that are
-- gone are left out.
CREATE FUNCTION api.base_heads(ids text[]) RETURNS TABLE (id text, seq bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  FOREACH id IN ARRAY ids LOOP
    BEGIN
      EXECUTE format('SELECT h.seq FROM %I.head h', id) INTO seq;
      RETURN NEXT;
    EXCEPTION WHEN undefined_table THEN
      CONTINUE;
    END;
  END LOOP;
END
$$;

-- migrate:down
DROP FUNCTION api.base_heads(text[]);
