-- migrate:up
-- What grew with the square of its argument: SUBSTITUTE by number went through the rest of the text again for each
-- occurrence, and a list that holds lists was copied for each item.

-- The n-th occurrence replaced, all when n is NULL; an empty `old` changes nothing.
CREATE OR REPLACE FUNCTION formula.substitute(t text, old text, new text, n double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  pieces text[];
  place integer;
BEGIN
  IF old = '' OR n IS NULL OR n < 1 OR n > length(t) OR n <> trunc(n) THEN RETURN t; END IF;
  pieces := string_to_array(t, old);
  place := n::integer;
  IF place >= cardinality(pieces) THEN RETURN t; END IF;
  RETURN array_to_string(pieces[:place], old) || new || array_to_string(pieces[place + 1:], old);
END $$;

-- One flat array of all items, nested arrays opened; blanks stay as JSON null.
CREATE OR REPLACE FUNCTION formula.flatten(list jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF list IS NULL THEN RETURN '[]'; END IF;
  IF NOT jsonb_path_exists(list, 'strict $[*] ? (@.type() == "array")') THEN
    RETURN list;
  END IF;
  -- As a select list: in FROM each item would fill a table of its own.
  RETURN (SELECT coalesce(jsonb_agg(leaf), '[]') FROM (
    SELECT jsonb_array_elements(CASE jsonb_typeof(item) WHEN 'array' THEN formula.flatten(item)
      ELSE jsonb_build_array(item) END) AS leaf
    FROM jsonb_array_elements(list) AS item) AS opened);
END $$;

-- migrate:down
CREATE OR REPLACE FUNCTION formula.substitute(t text, old text, new text, n double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  at integer := 1;
  found integer;
  seen integer := 0;
BEGIN
  IF old = '' THEN RETURN t; END IF;
  LOOP
    found := strpos(substr(t, at), old);
    IF found = 0 THEN RETURN t; END IF;
    seen := seen + 1;
    IF seen = n THEN
      RETURN substr(t, 1, at + found - 2) || new || substr(t, at + found - 1 + length(old));
    END IF;
    at := at + found - 1 + length(old);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION formula.flatten(list jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  result jsonb := '[]';
  item jsonb;
BEGIN
  IF list IS NULL THEN RETURN result; END IF;
  IF NOT jsonb_path_exists(list, 'strict $[*] ? (@.type() == "array")') THEN
    RETURN list;
  END IF;
  FOR item IN SELECT value FROM jsonb_array_elements(list) LOOP
    IF jsonb_typeof(item) = 'array' THEN result := result || formula.flatten(item);
    ELSE result := result || jsonb_build_array(item);
    END IF;
  END LOOP;
  RETURN result;
END $$;
