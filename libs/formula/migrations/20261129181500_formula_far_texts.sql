-- migrate:up
-- PostgreSQL looks for a text in another in time that grows with the product of their lengths, and nothing stops it
-- meanwhile: neither a timeout nor whoever asked. A short text is left to it; a long one is looked for here.

-- How many bytes are alike in `a` from `at` and in `b` from `from_b` (from 0), each looked at a few times.
CREATE FUNCTION formula.alike(a bytea, at integer, b bytea, from_b integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  most integer := least(length(a) - at, length(b) - from_b);
  step integer := 256;
  done integer := 0;
  differs boolean := false;
BEGIN
  WHILE done < most LOOP
    step := least(step, most - done);
    IF substr(a, at + done + 1, step) = substr(b, from_b + done + 1, step) THEN
      done := done + step;
      IF NOT differs THEN step := step * 2; END IF;
    ELSIF step = 1 THEN
      RETURN done;
    ELSE
      differs := true;
      step := step / 2;
    END IF;
  END LOOP;
  RETURN done;
END $$;

-- The first place (from 0) at or after `at` where the head stands in the hay; NULL for none. In pieces, so as to be stopped.
CREATE FUNCTION formula.next_head(head bytea, hay bytea, at integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  piece constant integer := 8192;
  found integer;
BEGIN
  WHILE at + length(head) <= length(hay) LOOP
    found := position(head IN substr(hay, at + 1, piece));
    IF found > 0 THEN RETURN at + found - 1; END IF;
    at := at + piece - length(head) + 1;
  END LOOP;
  RETURN NULL;
END $$;

-- Where a needle of 256 bytes or more stands in the hay (bytes from 0), one after the other without overlap, `most` of them.
-- Its head is looked for, and the rest compared. Heads less than half their length apart repeat with a period: where the
-- hay does so for longer than the needle, all but one place of that run are passed over at once.
CREATE FUNCTION formula.far_places(needle bytea, hay bytea, most integer) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size constant integer := 256;
  head bytea := substr(needle, 1, size);
  period integer;
  -- Bytes from the needle's start that repeat with the period.
  run integer;
  places integer[] := '{}';
  at integer := 0;
  same integer;
  ends integer;
BEGIN
  FOR p IN 1 .. size / 2 LOOP
    IF substr(head, p + 1) = substr(head, 1, size - p) THEN
      period := p;
      run := p + formula.alike(needle, 0, needle, p);
      EXIT;
    END IF;
  END LOOP;
  WHILE cardinality(places) < most LOOP
    at := formula.next_head(head, hay, at);
    EXIT WHEN at IS NULL OR at + length(needle) > length(hay);
    same := formula.alike(needle, 0, hay, at);
    IF same = length(needle) THEN
      places := places || at;
      at := at + same;
    ELSIF period IS NULL THEN
      at := at + 1;
    ELSIF same <> run THEN
      -- Needle or hay stops repeating where the other goes on: so it would at every later place of this run.
      at := at + least(same, run) - size + 1;
    ELSE
      ends := at + period + formula.alike(hay, at, hay, at + period);
      -- Only where both stop repeating at the same byte they may be alike.
      IF ends > at + run AND (ends - run - at) % period = 0 THEN at := ends - run;
      ELSE at := ends - size + 1;
      END IF;
    END IF;
  END LOOP;
  RETURN places;
END $$;

-- strpos() in time that grows with the sum of the lengths.
CREATE FUNCTION formula.place_of(needle text, hay text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  bytes bytea;
  place integer;
BEGIN
  IF octet_length(needle) < 256 THEN RETURN strpos(hay, needle); END IF;
  bytes := convert_to(hay, 'UTF8');
  place := (formula.far_places(convert_to(needle, 'UTF8'), bytes, 1))[1];
  RETURN CASE WHEN place IS NULL THEN 0 ELSE length(convert_from(substr(bytes, 1, place), 'UTF8')) + 1 END;
END $$;

-- string_to_array() by a separator that is not empty, likewise.
CREATE FUNCTION formula.pieces(t text, separator text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  bytes bytea;
  at integer := 1;
  place integer;
  pieces text[] := '{}';
BEGIN
  IF octet_length(separator) < 256 THEN RETURN string_to_array(t, separator); END IF;
  bytes := convert_to(t, 'UTF8');
  FOREACH place IN ARRAY formula.far_places(convert_to(separator, 'UTF8'), bytes, length(bytes)) LOOP
    pieces := pieces || convert_from(substr(bytes, at, place + 1 - at), 'UTF8');
    at := place + 1 + octet_length(separator);
  END LOOP;
  RETURN pieces || convert_from(substr(bytes, at), 'UTF8');
END $$;

-- replace() of a text that is not empty, likewise.
CREATE FUNCTION formula.replaced(t text, old text, new text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(old) < 256 THEN replace(t, old, new) ELSE array_to_string(formula.pieces(t, old), new) END
$$;

CREATE OR REPLACE FUNCTION formula.utf16_find(needle text, hay text, from_unit double precision) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size integer := formula.utf16_length(hay);
  first integer := least(greatest(from_unit, 0), size)::integer;
  skipped integer;
  found integer;
BEGIN
  IF from_unit > size THEN RETURN -1; END IF;
  IF needle = '' THEN RETURN first; END IF;
  IF size = length(hay) THEN
    found := formula.place_of(needle, substr(hay, first + 1));
    RETURN CASE WHEN found = 0 THEN -1 ELSE first + found - 1 END;
  END IF;
  -- Characters that start at or after the unit; a pair cut in two is skipped, since no text starts inside it.
  skipped := length(formula.utf16_slice(hay, 0, first));
  found := formula.place_of(needle, substr(hay, skipped + 1));
  IF found = 0 THEN RETURN -1; END IF;
  RETURN formula.utf16_length(substr(hay, 1, skipped + found - 1));
END $$;

CREATE OR REPLACE FUNCTION formula.substitute(t text, old text, new text, n double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  pieces text[];
  place integer;
BEGIN
  IF old = '' OR n IS NULL OR n < 1 OR n > length(t) OR n <> trunc(n) THEN RETURN t; END IF;
  pieces := formula.pieces(t, old);
  place := n::integer;
  IF place >= cardinality(pieces) THEN RETURN t; END IF;
  RETURN array_to_string(pieces[:place], old) || new || array_to_string(pieces[place + 1:], old);
END $$;

CREATE OR REPLACE FUNCTION formula.substituted_length(t text, old text, new text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT formula.utf16_length(t) + (length(t) - length(formula.replaced(t, old, '')))::float8 / greatest(length(old), 1)
    * (formula.utf16_length(new) - formula.utf16_length(old))
$$;

CREATE OR REPLACE FUNCTION formula.split(t text, separator text, most integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN t = '' THEN '[]'
    WHEN separator = '' AND length(t) > most THEN NULL
    WHEN separator <> '' AND (length(t) - length(formula.replaced(t, separator, ''))) / length(separator) >= most THEN NULL
    WHEN separator = '' THEN to_jsonb(string_to_array(t, NULL))
    ELSE to_jsonb(formula.pieces(t, separator))
  END
$$;

-- migrate:down
CREATE OR REPLACE FUNCTION formula.utf16_find(needle text, hay text, from_unit double precision) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size integer := formula.utf16_length(hay);
  first integer := least(greatest(from_unit, 0), size)::integer;
  skipped integer;
  found integer;
BEGIN
  IF from_unit > size THEN RETURN -1; END IF;
  IF needle = '' THEN RETURN first; END IF;
  IF size = length(hay) THEN
    found := strpos(substr(hay, first + 1), needle);
    RETURN CASE WHEN found = 0 THEN -1 ELSE first + found - 1 END;
  END IF;
  -- Characters that start at or after the unit; a pair cut in two is skipped, since no text starts inside it.
  skipped := length(formula.utf16_slice(hay, 0, first));
  found := strpos(substr(hay, skipped + 1), needle);
  IF found = 0 THEN RETURN -1; END IF;
  RETURN formula.utf16_length(substr(hay, 1, skipped + found - 1));
END $$;

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

CREATE OR REPLACE FUNCTION formula.substituted_length(t text, old text, new text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT formula.utf16_length(t) + (length(t) - length(replace(t, old, '')))::float8 / greatest(length(old), 1)
    * (formula.utf16_length(new) - formula.utf16_length(old))
$$;

CREATE OR REPLACE FUNCTION formula.split(t text, separator text, most integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN t = '' THEN '[]'
    WHEN separator = '' AND length(t) > most THEN NULL
    WHEN separator <> '' AND (length(t) - length(replace(t, separator, ''))) / length(separator) >= most THEN NULL
    ELSE to_jsonb(string_to_array(t, nullif(separator, '')))
  END
$$;

DROP FUNCTION formula.replaced(text, text, text);
DROP FUNCTION formula.pieces(text, text);
DROP FUNCTION formula.place_of(text, text);
DROP FUNCTION formula.far_places(bytea, bytea, integer);
DROP FUNCTION formula.next_head(bytea, bytea, integer);
DROP FUNCTION formula.alike(bytea, integer, bytea, integer);
