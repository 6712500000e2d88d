-- migrate:up
-- Values of the formula language in PostgreSQL: what libs/formula/src/{coerce,compare,number-text}.ts says in TypeScript.
-- All functions are total: no argument makes them raise.
--
-- Tagged scalars in jsonb: numbers, strings, booleans and null as themselves; {"n":"NaN"|"Infinity"|"-Infinity"};
-- {"d":ms[,"z":zone][,"l":locale]} a date; {"e":1} a failure.
CREATE SCHEMA IF NOT EXISTS formula;
GRANT USAGE ON SCHEMA formula TO PUBLIC;

CREATE FUNCTION formula.version() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1;

-- The shortest decimal text that reads back as x, in PostgreSQL's notation. PostgreSQL's own passes over a decimal just
-- half way to the next double though it reads back; JavaScript takes it (1e23). There are none below 2^54 or above 1e41.
CREATE FUNCTION formula.shortest(x double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  best text := x::text;
  exact numeric;
  rounded text;
  size integer;
  places integer;
BEGIN
  IF abs(x) < 18014398509481984 OR abs(x) > 1e41 OR x = 'NaN' THEN RETURN best; END IF;
  exact := trunc(formula.exact(abs(x)));
  size := length(exact::text);
  places := length(regexp_replace(best, 'e.*|[^0-9]', '', 'g'));
  WHILE places > 1 LOOP
    places := places - 1;
    rounded := round(exact, places - size)::text;
    EXIT WHEN rounded::double precision <> abs(x);
    best := CASE WHEN x < 0 THEN '-' ELSE '' END || left(rounded, 1)
      || CASE WHEN places > 1 THEN '.' || substr(rounded, 2, places - 1) ELSE '' END || 'e+' || length(rounded) - 1;
  END LOOP;
  RETURN best;
END $$;

CREATE FUNCTION formula.number_text_far(x double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF x = 'NaN' OR abs(x) = 'Infinity' THEN RETURN x::text; END IF;
  IF x = 0 THEN RETURN '0'; END IF;
  -- JavaScript writes exponents from 1e21 up and below 1e-6, PostgreSQL from 1e15 up and below 1e-4.
  IF abs(x) >= 1e-6 AND abs(x) < 1e21 THEN RETURN formula.shortest(x)::numeric::text; END IF;
  RETURN regexp_replace(formula.shortest(x), 'e([+-])0+', 'e\1');
END $$;

CREATE FUNCTION formula.number_text(x double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN x IS NULL THEN ''
    WHEN abs(x) >= 1e-4 AND abs(x) < 1e15 THEN x::text
    ELSE formula.number_text_far(x)
  END
$$;

CREATE FUNCTION formula.text_number(t text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF t IS NULL OR t = '' THEN RETURN 0; END IF;
  IF length(t) > 300 OR t !~ '^[ \t\n\r\f\v]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\n\r\f\v]*$' THEN
    RETURN 'NaN';
  END IF;
  -- Through numeric: three hundred zeros before a digit would underflow in a direct cast.
  BEGIN
    RETURN btrim(t, E' \t\n\r\f\v')::double precision;
  EXCEPTION WHEN numeric_value_out_of_range THEN
    RETURN 0;
  END;
END $$;

-- Timestamp without zone of an instant. Seconds and rest apart: an interval is multiplied as a double, which holds every
-- microsecond of whole seconds up to the year 9999, but not those of milliseconds.
CREATE FUNCTION formula.at(ms bigint) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT timestamp '1970-01-01' + (ms / 1000) * interval '1 second' + (ms % 1000) * interval '1 millisecond'
$$;

CREATE FUNCTION formula.ms(t timestamp) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT floor(extract(epoch FROM t) * 1000)::bigint $$;

-- NULL outside the years 1 to 9999.
CREATE FUNCTION formula.date_or_null(ms double precision) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ms >= -62135596800000 AND ms <= 253402300799999 THEN trunc(ms)::bigint END
$$;

CREATE FUNCTION formula.iso_text(ms bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ms IS NULL THEN '' ELSE to_char(formula.at(ms), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END
$$;

CREATE FUNCTION formula.tag_number(x double precision) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN x IS NULL THEN NULL
    WHEN x = 'NaN' OR x = 'Infinity' OR x = '-Infinity' THEN jsonb_build_object('n', x::text)
    ELSE to_jsonb(x)
  END
$$;

CREATE FUNCTION formula.tag_date(ms bigint, zone text DEFAULT NULL, locale text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ms IS NULL THEN NULL
    ELSE jsonb_strip_nulls(jsonb_build_object('d', ms, 'z', zone, 'l', locale)) END
$$;

-- One flat array of all items, nested arrays opened; blanks stay as JSON null.
CREATE FUNCTION formula.flatten(list jsonb) RETURNS jsonb
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

-- Two lists one behind the other; NULL where their texts pass 64,000,000 units. That keeps a list within the 256 MB that one
-- jsonb holds: a unit takes at most three bytes, and what 100,000 items take beside their texts is far less than the rest.
CREATE FUNCTION formula.join_two(a jsonb, b jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  joined jsonb;
BEGIN
  joined := a || b;
  IF pg_column_size(joined) > 64000000 AND formula.units_of(joined) > 64000000 THEN RETURN NULL; END IF;
  RETURN joined;
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN NULL;
END $$;

-- Whether the value is a failure, or a list that holds one at any depth.
CREATE FUNCTION formula.has_error(value jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'object' THEN value ? 'e'
    WHEN 'array' THEN jsonb_path_exists(value, 'strict $.** ? (@.type() == "object" && exists(@.e))', '{}', true)
    ELSE false
  END
$$;

CREATE FUNCTION formula.mixed_number(value jsonb) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'number' THEN RETURN (value #>> '{}')::double precision;
    WHEN 'string' THEN RETURN formula.text_number(value #>> '{}');
    WHEN 'boolean' THEN RETURN CASE WHEN value = 'true' THEN 1 ELSE 0 END;
    WHEN 'object' THEN RETURN coalesce((value ->> 'n')::double precision, 'NaN');
    WHEN 'array' THEN RETURN formula.list_number(value);
    ELSE RETURN 0;
  END CASE;
END $$;

CREATE FUNCTION formula.list_number(list jsonb) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  items jsonb := formula.flatten(list);
BEGIN
  RETURN CASE jsonb_array_length(items) WHEN 0 THEN 0 WHEN 1 THEN formula.mixed_number(items -> 0) ELSE 'NaN' END;
END $$;

CREATE FUNCTION formula.mixed_text(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'string' THEN RETURN value #>> '{}';
    WHEN 'number' THEN RETURN formula.number_text((value #>> '{}')::double precision);
    WHEN 'boolean' THEN RETURN CASE WHEN value = 'true' THEN '1' ELSE '0' END;
    WHEN 'object' THEN
      RETURN CASE WHEN value ? 'd' THEN formula.iso_text((value ->> 'd')::bigint) ELSE coalesce(value ->> 'n', '') END;
    WHEN 'array' THEN RETURN formula.list_text(value);
    ELSE RETURN '';
  END CASE;
END $$;

CREATE FUNCTION formula.list_text(list jsonb, separator text DEFAULT ', ') RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(formula.mixed_text(item), separator ORDER BY place), '')
  FROM jsonb_array_elements(formula.flatten(list)) WITH ORDINALITY AS items(item, place)
$$;

CREATE FUNCTION formula.list_boolean(list jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT jsonb_array_length(formula.flatten(list)) > 0 $$;

CREATE FUNCTION formula.mixed_boolean(value jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'boolean' THEN RETURN value = 'true';
    WHEN 'number' THEN RETURN (value #>> '{}')::double precision <> 0;
    WHEN 'string' THEN RETURN value <> '""';
    WHEN 'object' THEN RETURN value ->> 'n' IS DISTINCT FROM 'NaN';
    WHEN 'array' THEN RETURN formula.list_boolean(value);
    ELSE RETURN false;
  END CASE;
END $$;

-- A list of one stands for its item, of none for blank, of several for its text.
CREATE FUNCTION formula.single(value jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(value) = 'array' THEN
    CASE jsonb_array_length(value)
      WHEN 0 THEN RETURN NULL;
      WHEN 1 THEN RETURN formula.single(value -> 0);
      ELSE RETURN to_jsonb(formula.list_text(value));
    END CASE;
  END IF;
  RETURN nullif(value, 'null');
END $$;

-- Order of a number beside a number, NULL when either is NaN.
CREATE FUNCTION formula.number_order(a double precision, b double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a = 'NaN' OR b = 'NaN' THEN NULL WHEN a = b THEN 0 WHEN a < b THEN -1 ELSE 1 END
$$;

CREATE FUNCTION formula.text_order(a text, b text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a COLLATE "C" = b COLLATE "C" THEN 0 WHEN a COLLATE "C" < b COLLATE "C" THEN -1 ELSE 1 END
$$;

-- Order of blank beside another value; NULL where they are merely different.
CREATE FUNCTION formula.blank_order(other jsonb) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(other)
    WHEN 'number' THEN RETURN formula.number_order(0, (other #>> '{}')::double precision);
    WHEN 'boolean' THEN RETURN CASE WHEN other = 'true' THEN -1 ELSE 0 END;
    WHEN 'string' THEN RETURN CASE WHEN other = '""' THEN 0 ELSE -1 END;
    WHEN 'object' THEN
      RETURN CASE WHEN other ? 'n' THEN formula.number_order(0, (other ->> 'n')::double precision) END;
    ELSE RETURN NULL;
  END CASE;
END $$;

-- Order of two tagged values as `compare` in TypeScript finds it: negative, 0, positive, or NULL for "different".
CREATE FUNCTION formula.order_of(x jsonb, y jsonb) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  a jsonb := formula.single(x);
  b jsonb := formula.single(y);
  a_date boolean;
  b_date boolean;
BEGIN
  IF a IS NULL AND b IS NULL THEN RETURN 0; END IF;
  IF a IS NULL THEN RETURN formula.blank_order(b); END IF;
  IF b IS NULL THEN RETURN -formula.blank_order(a); END IF;
  a_date := jsonb_typeof(a) = 'object' AND a ? 'd';
  b_date := jsonb_typeof(b) = 'object' AND b ? 'd';
  IF a_date AND b_date THEN
    RETURN sign((a ->> 'd')::bigint - (b ->> 'd')::bigint)::integer;
  END IF;
  IF a_date OR b_date THEN
    IF jsonb_typeof(a) = 'string' OR jsonb_typeof(b) = 'string' THEN
      RETURN formula.text_order(formula.mixed_text(a), formula.mixed_text(b));
    END IF;
    RETURN NULL;
  END IF;
  IF jsonb_typeof(a) = 'string' OR jsonb_typeof(b) = 'string' THEN
    RETURN formula.text_order(formula.mixed_text(a), formula.mixed_text(b));
  END IF;
  RETURN formula.number_order(formula.mixed_number(a), formula.mixed_number(b));
END $$;

-- IEEE arithmetic that never raises; PostgreSQL's own operators do on overflow, underflow and division by zero.
CREATE FUNCTION formula.add(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN a + b;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN CASE WHEN a > 0 THEN 'Infinity'::double precision ELSE '-Infinity' END;
END $$;

CREATE FUNCTION formula.subtract(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT formula.add(a, -b) $$;

CREATE FUNCTION formula.multiply(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN a * b;
EXCEPTION WHEN numeric_value_out_of_range THEN
  -- Both an overflow and an underflow end here; the larger operand tells which.
  IF abs(a) < 1 AND abs(b) < 1 THEN RETURN 0; END IF;
  RETURN CASE WHEN (a > 0) = (b > 0) THEN 'Infinity'::double precision ELSE '-Infinity' END;
END $$;

CREATE FUNCTION formula.divide(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF b = 0 THEN
    IF a = 0 OR a = 'NaN' THEN RETURN 'NaN'; END IF;
    RETURN CASE WHEN a > 0 THEN 'Infinity'::double precision ELSE '-Infinity' END;
  END IF;
  RETURN a / b;
EXCEPTION WHEN numeric_value_out_of_range THEN
  IF abs(b) > 1 THEN RETURN 0; END IF;
  RETURN CASE WHEN (a > 0) = (b > 0) THEN 'Infinity'::double precision ELSE '-Infinity' END;
END $$;

-- Text positions count UTF-16 code units, as JavaScript does: characters beyond U+FFFF count twice. In a flat text there are
-- none, and units are characters. Each takes four bytes: a text of fewer than three bytes more than characters has none.
CREATE FUNCTION formula.is_flat(t text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT octet_length(t) < length(t) + 3 OR t !~ '[\U00010000-\U0010FFFF]'
$$;

CREATE FUNCTION formula.utf16_length(t text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) < length(t) + 3 OR t !~ '[\U00010000-\U0010FFFF]' THEN length(t)
    ELSE length(t) + regexp_count(t, '[\U00010000-\U0010FFFF]') END
$$;

-- Whether a character is white space or a line end for JavaScript.
CREATE FUNCTION formula.is_space(code integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT code IN (9, 10, 11, 12, 13, 32, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8232,
    8233, 8239, 8287, 12288, 65279)
$$;

-- A unit takes one to three bytes, so most texts are judged by their size alone.
CREATE FUNCTION formula.too_long(t text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) <= 1000000 THEN false WHEN octet_length(t) > 3000000 THEN true
    ELSE formula.utf16_length(t) > 1000000 END
$$;

-- UTF-16 units of the texts among the items.
CREATE FUNCTION formula.units_of(items jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(formula.utf16_length(item #>> '{}')), 0)
  FROM jsonb_array_elements(items) AS item WHERE jsonb_typeof(item) = 'string'
$$;

-- Units [from_unit, to_unit) of the text; half a surrogate pair becomes U+FFFD.
CREATE FUNCTION formula.utf16_slice(t text, from_unit double precision, to_unit double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size integer := formula.utf16_length(t);
  first integer := least(greatest(from_unit, 0), size)::integer;
  last integer := least(greatest(to_unit, 0), size)::integer;
  pieces text[];
  piece text;
  unit integer := 0;
  width integer;
  result text := '';
BEGIN
  IF last <= first THEN RETURN ''; END IF;
  IF size = length(t) THEN RETURN substr(t, first + 1, last - first); END IF;
  FOREACH piece IN ARRAY string_to_array(t, NULL) LOOP
    EXIT WHEN unit >= last;
    width := CASE WHEN ascii(piece) > 65535 THEN 2 ELSE 1 END;
    IF unit + width > first THEN
      IF unit < first OR unit + width > last THEN pieces := array_append(pieces, U&'\FFFD');
      ELSE pieces := array_append(pieces, piece);
      END IF;
    END IF;
    unit := unit + width;
  END LOOP;
  RETURN array_to_string(pieces, '');
END $$;

-- 0-based unit at which the needle starts at or after `from_unit`, or -1.
CREATE FUNCTION formula.utf16_find(needle text, hay text, from_unit double precision) RETURNS integer
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

-- The n-th occurrence replaced, all when n is NULL; an empty `old` changes nothing.
CREATE FUNCTION formula.substitute(t text, old text, new text, n double precision) RETURNS text
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

-- Digits, one decimal point and a leading sign of a text read as a number; NULL when it has no digit.
CREATE FUNCTION formula.value_of(t text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  kept text := substring(regexp_replace(t, '[^0-9.-]', '', 'g') FROM '^-?[0-9]*\.?[0-9]*');
BEGIN
  IF kept !~ '[0-9]' OR length(kept) > 300 THEN RETURN NULL; END IF;
  RETURN formula.text_number(kept);
END $$;

-- The bytes in a variable: a subquery would be merged and convert the text anew for each of them.
CREATE FUNCTION formula.encode_url(t text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  bytes bytea := convert_to(t, 'UTF8');
BEGIN
  -- No byte becomes less than a character: whatever stands here is too long.
  IF length(bytes) > 1000000 THEN RETURN repeat('%', 1000001); END IF;
  RETURN (SELECT coalesce(string_agg(
    CASE WHEN byte BETWEEN 48 AND 57 OR byte BETWEEN 65 AND 90 OR byte BETWEEN 97 AND 122 OR byte IN (45, 46, 95, 126)
      THEN chr(byte) ELSE '%' || upper(lpad(to_hex(byte), 2, '0')) END, '' ORDER BY place), '')
  FROM generate_series(0, length(bytes) - 1) AS place, LATERAL (SELECT get_byte(bytes, place) AS byte OFFSET 0) AS each);
END $$;

-- The value if it is text, else NULL.
CREATE FUNCTION formula.text_only(value jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN jsonb_typeof(value) = 'string' THEN value #>> '{}' END $$;

-- Length in UTF-16 units that replace(t, old, new) would have.
CREATE FUNCTION formula.substituted_length(t text, old text, new text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT formula.utf16_length(t) + (length(t) - length(replace(t, old, '')))::float8 / greatest(length(old), 1)
    * (formula.utf16_length(new) - formula.utf16_length(old))
$$;

-- Items without blanks, failures aside: what the aggregates count.
CREATE FUNCTION formula.numbers_of(items jsonb) RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(formula.mixed_number(item) ORDER BY place), '{}')
  FROM jsonb_array_elements(items) WITH ORDINALITY AS each(item, place)
  WHERE jsonb_typeof(item) IN ('number', 'boolean') OR (jsonb_typeof(item) = 'object' AND item ? 'n')
$$;

CREATE FUNCTION formula.sum_of(items jsonb) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  total double precision := 0;
  one double precision;
BEGIN
  -- One by one: sum() raises on overflow and is free to add in another order.
  FOREACH one IN ARRAY formula.numbers_of(items) LOOP total := formula.add(total, one); END LOOP;
  RETURN total;
END $$;

CREATE FUNCTION formula.average_of(items jsonb) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT formula.divide(formula.sum_of(items), cardinality(formula.numbers_of(items)))
$$;

CREATE FUNCTION formula.count_of(items jsonb) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT count(*)::double precision FROM jsonb_array_elements(items) AS item
  WHERE jsonb_typeof(item) = 'number' OR (jsonb_typeof(item) = 'object' AND item ? 'n')
$$;

CREATE FUNCTION formula.counta_of(items jsonb) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT count(*)::double precision FROM jsonb_array_elements(items) AS item
  WHERE jsonb_typeof(item) <> 'null' AND item <> '""'
$$;

-- The least (sign -1) or greatest (sign 1) number; 0 for none, NaN when any is NaN.
CREATE FUNCTION formula.extreme_number(items jsonb, direction integer) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN count(*) = 0 THEN 0
    WHEN bool_or(x = 'NaN') THEN 'NaN'
    WHEN direction > 0 THEN max(x)
    ELSE min(x)
  END
  FROM unnest(formula.numbers_of(items)) AS x
$$;

CREATE FUNCTION formula.extreme_date(items jsonb, direction integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN direction > 0 THEN max(ms) ELSE min(ms) END
  FROM (SELECT (item ->> 'd')::bigint AS ms FROM jsonb_array_elements(items) AS item
        WHERE jsonb_typeof(item) = 'object' AND item ? 'd') AS dates
$$;

CREATE FUNCTION formula.true_count(items jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT count(*)::integer FROM jsonb_array_elements(items) AS item WHERE formula.mixed_boolean(item)
$$;

CREATE FUNCTION formula.items_unique(items jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg(item ORDER BY place), '[]')
  FROM (SELECT item, min(place) AS place FROM jsonb_array_elements(items) WITH ORDINALITY AS each(item, place)
        GROUP BY item) AS firsts
$$;

CREATE FUNCTION formula.items_compact(items jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg(item ORDER BY place), '[]')
  FROM jsonb_array_elements(items) WITH ORDINALITY AS each(item, place)
  WHERE jsonb_typeof(item) <> 'null' AND item <> '""'
$$;

-- Items first … last, counted from 1, negative from the end, both included.
CREATE FUNCTION formula.items_slice(items jsonb, first double precision, last double precision) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg(item ORDER BY place), '[]')
  FROM jsonb_array_elements(items) WITH ORDINALITY AS each(item, place)
  WHERE place >= CASE WHEN first < 0 THEN jsonb_array_length(items) + first + 1 ELSE first END
    AND place <= CASE WHEN last IS NULL THEN jsonb_array_length(items)
                      WHEN last < 0 THEN jsonb_array_length(items) + last + 1 ELSE last END
$$;

-- The square root; NaN below zero.
CREATE FUNCTION formula.square_root(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN x < 0 THEN 'NaN' ELSE sqrt(x) END $$;

-- Remainder with the sign of the dividend, as JavaScript's %. Exact: a remainder of doubles is a double.
CREATE FUNCTION formula.remainder(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF b = 0 OR a = 'NaN' OR b = 'NaN' OR abs(a) = 'Infinity' THEN RETURN 'NaN'; END IF;
  IF abs(b) = 'Infinity' OR abs(a) < abs(b) THEN RETURN a; END IF;
  IF abs(a) < 9007199254740992 AND trunc(a) = a AND trunc(b) = b THEN
    RETURN (a::bigint % b::bigint)::double precision;
  END IF;
  RETURN mod(formula.exact(a), formula.exact(b))::double precision;
END $$;

-- The double's value as numeric, every digit; a cast keeps fifteen only.
CREATE FUNCTION formula.exact(x double precision) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  bits bigint := ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint;
  exponent integer := ((bits >> 52) & 2047)::integer;
  fraction numeric := bits & 4503599627370495;
  value numeric;
BEGIN
  IF exponent = 0 THEN exponent := 1; ELSE fraction := fraction + 4503599627370496; END IF;
  IF exponent >= 1075 THEN value := fraction * 2::numeric ^ (exponent - 1075);
  ELSE value := fraction * 5::numeric ^ (1075 - exponent) * ('1e-' || (1075 - exponent))::numeric;
  END IF;
  RETURN CASE WHEN bits < 0 THEN -value ELSE value END;
END $$;

-- The double's shortest decimal text as numeric: what a person reads is what is rounded.
CREATE FUNCTION formula.decimal(x double precision) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT formula.shortest(x)::numeric $$;

-- Rounding to `places` decimals: mode 'half' with ties toward +infinity, 'up' away from zero, 'down' toward zero.
CREATE FUNCTION formula.rounded(x double precision, places double precision, mode text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  digits integer;
  scaled numeric;
  result numeric;
BEGIN
  IF x = 'NaN' OR abs(x) = 'Infinity' OR x = 0 THEN RETURN x; END IF;
  IF places = 'NaN' THEN RETURN 'NaN'; END IF;
  digits := least(greatest(trunc(places), -400), 400)::integer;
  IF digits > 340 THEN RETURN x; END IF;
  scaled := formula.decimal(x) * ('1e' || digits)::numeric;
  result := CASE mode
    WHEN 'half' THEN floor(scaled + 0.5)
    WHEN 'up' THEN CASE WHEN x > 0 THEN ceil(scaled) ELSE floor(scaled) END
    ELSE trunc(scaled)
  END;
  RETURN (result * ('1e' || -digits)::numeric)::double precision;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN CASE WHEN x > 0 THEN 'Infinity'::double precision ELSE '-Infinity' END;
END $$;

-- The nearest multiple of the significance at or above (direction 1) or below (direction -1).
CREATE FUNCTION formula.multiple(x double precision, significance double precision, direction integer)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  step numeric;
  count numeric;
BEGIN
  IF x = 'NaN' OR significance = 'NaN' OR abs(significance) = 'Infinity' THEN RETURN 'NaN'; END IF;
  IF abs(x) = 'Infinity' THEN RETURN x; END IF;
  IF significance = 0 THEN RETURN 0; END IF;
  step := abs(formula.decimal(significance));
  count := div(formula.decimal(x), step);
  IF count * step <> formula.decimal(x) THEN
    IF direction > 0 AND x > 0 THEN count := count + 1; END IF;
    IF direction < 0 AND x < 0 THEN count := count - 1; END IF;
  END IF;
  RETURN (count * step)::double precision;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN CASE WHEN x > 0 THEN 'Infinity'::double precision ELSE '-Infinity' END;
END $$;

-- The pieces between separators as a jsonb array of texts; none of an empty text, NULL for more than `most`.
CREATE FUNCTION formula.split(t text, separator text, most integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN t = '' THEN '[]'
    WHEN separator = '' AND length(t) > most THEN NULL
    WHEN separator <> '' AND (length(t) - length(replace(t, separator, ''))) / length(separator) >= most THEN NULL
    ELSE to_jsonb(string_to_array(t, nullif(separator, '')))
  END
$$;

-- Whether the items joined would be a text beyond the limit.
CREATE FUNCTION formula.joined_too_long(items jsonb, separator text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT octet_length(items::text) * 2::bigint + octet_length(separator)::bigint * jsonb_array_length(items) > 1000000
    AND coalesce((SELECT sum(formula.utf16_length(formula.mixed_text(item))) FROM jsonb_array_elements(items) AS item), 0)
      + formula.utf16_length(separator)::bigint * greatest(jsonb_array_length(items) - 1, 0) > 1000000
$$;

-- migrate:down
DROP SCHEMA formula CASCADE;
