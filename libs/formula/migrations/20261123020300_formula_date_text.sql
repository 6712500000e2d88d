-- migrate:up
-- Dates as text and text as dates by Moment formats: src/dates/{format,format-tokens,parse-format,relative}.ts in SQL.

-- IANA names of the form Area/Place, and GMT under its usual names.
CREATE FUNCTION formula.is_zone(zone text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF zone IN ('GMT', 'UTC', 'Etc/UTC', 'Etc/GMT') THEN RETURN true; END IF;
  IF zone IS NULL OR zone !~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+$' THEN RETURN false; END IF;
  PERFORM timestamp '2000-01-01' AT TIME ZONE zone;
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END $$;

CREATE FUNCTION formula.locale_facts(name text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    (SELECT facts FROM formula.locale AS l WHERE l.name = replace(lower($1), '_', '-')),
    (SELECT facts FROM formula.locale AS l WHERE l.name = 'en'))
$$;

-- LT, L, LL … replaced by the locale's own formats, which may hold such tokens again.
CREATE FUNCTION formula.expand_long(format text, long jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  expanded text := format;
  next text;
  piece text[];
BEGIN
  FOR turn IN 1..6 LOOP
    EXIT WHEN formula.utf16_length(expanded) > 2000 OR expanded !~ '[Ll]';
    next := '';
    FOR piece IN SELECT regexp_matches(expanded, '(\[[^[]*?\])|(\\)?(LTS|LT|LL?L?L?|l{1,4})|([^\[\\Ll]+|.)', 'g') LOOP
      next := next || CASE
        WHEN piece[1] IS NOT NULL THEN piece[1]
        WHEN piece[4] IS NOT NULL THEN piece[4]
        WHEN piece[2] IS NOT NULL THEN piece[2] || piece[3]
        ELSE coalesce(long ->> piece[3], piece[3]) END;
    END LOOP;
    EXIT WHEN next = expanded;
    expanded := next;
  END LOOP;
  RETURN expanded;
END $$;

CREATE FUNCTION formula.name_of(names jsonb, at integer, format text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN names ? 'rule' AND format ~ (names ->> 'rule') THEN names -> 'inContext' ELSE names -> 'names' END ->> at
$$;

CREATE FUNCTION formula.ordinal(facts jsonb, token text, number integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(kind -> 'templates' ->> CASE WHEN digit = '' THEN 0 ELSE strpos('0123456789abcdefghijklmnopqrstuvwxyz', digit) - 1 END,
    '%', number::text)
  FROM (SELECT facts -> 'ordinals' -> token AS kind) AS kinds, LATERAL (SELECT substr(kind ->> 'index', number + 1, 1) AS digit) AS digits
$$;

CREATE FUNCTION formula.day_part(facts jsonb, wall timestamp, lower_case boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT part ->> CASE WHEN lower_case THEN 2 ELSE 1 END
  FROM jsonb_array_elements(facts -> 'dayParts') AS part
  WHERE (part ->> 0)::int <= extract(hour FROM wall) * 60 + extract(minute FROM wall)
  ORDER BY (part ->> 0)::int DESC LIMIT 1
$$;

CREATE FUNCTION formula.offset_text(minutes integer, separator text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN minutes < 0 THEN '-' ELSE '+' END || lpad((abs(minutes) / 60)::text, 2, '0') || separator
    || lpad((abs(minutes) % 60)::text, 2, '0')
$$;

CREATE FUNCTION formula.year_text(year integer, token text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE length(token) WHEN 2 THEN lpad((year % 100)::text, 2, '0') WHEN 6 THEN '+' || lpad(year::text, 6, '0')
    WHEN 5 THEN lpad(year::text, greatest(5, length(year::text)), '0') ELSE lpad(year::text, greatest(4, length(year::text)), '0') END
$$;

-- Week and year of the week: first weekday and deciding January day as in the locale.
CREATE FUNCTION formula.week_year(day date, start integer, anchor integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT extract(year FROM day - (extract(dow FROM day)::int - start + 7) % 7 + (7 - anchor))::int
$$;

CREATE FUNCTION formula.fill_token(
  token text, ms bigint, wall timestamp, offset_minutes integer, zone text, facts jsonb, format text
) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  hour integer := extract(hour FROM wall);
  hour12 integer := CASE WHEN hour % 12 = 0 THEN 12 ELSE hour % 12 END;
  dow integer := extract(dow FROM wall);
  start integer := (facts -> 'week' ->> 0)::int;
  anchor integer := (facts -> 'week' ->> 1)::int;
BEGIN
  CASE token
    WHEN 'M' THEN RETURN extract(month FROM wall)::int;
    WHEN 'Mo' THEN RETURN formula.ordinal(facts, 'M', extract(month FROM wall)::int);
    WHEN 'MM' THEN RETURN to_char(wall, 'MM');
    WHEN 'MMM' THEN RETURN formula.name_of(facts -> 'monthsShort', extract(month FROM wall)::int - 1, format);
    WHEN 'MMMM' THEN RETURN formula.name_of(facts -> 'months', extract(month FROM wall)::int - 1, format);
    WHEN 'Q' THEN RETURN extract(quarter FROM wall)::int;
    WHEN 'Qo' THEN RETURN formula.ordinal(facts, 'Q', extract(quarter FROM wall)::int);
    WHEN 'D' THEN RETURN extract(day FROM wall)::int;
    WHEN 'Do' THEN RETURN formula.ordinal(facts, 'D', extract(day FROM wall)::int);
    WHEN 'DD' THEN RETURN to_char(wall, 'DD');
    WHEN 'DDD' THEN RETURN extract(doy FROM wall)::int;
    WHEN 'DDDo' THEN RETURN formula.ordinal(facts, 'DDD', extract(doy FROM wall)::int);
    WHEN 'DDDD' THEN RETURN to_char(wall, 'DDD');
    WHEN 'd' THEN RETURN dow;
    WHEN 'do' THEN RETURN formula.ordinal(facts, 'd', dow);
    WHEN 'dd' THEN RETURN facts -> 'weekdaysMin' ->> dow;
    WHEN 'ddd' THEN RETURN facts -> 'weekdaysShort' ->> dow;
    WHEN 'dddd' THEN RETURN formula.name_of(facts -> 'weekdays', dow, format);
    WHEN 'e' THEN RETURN (dow - start + 7) % 7;
    WHEN 'E' THEN RETURN extract(isodow FROM wall)::int;
    WHEN 'w' THEN RETURN formula.week_of(wall::date, start, anchor);
    WHEN 'wo' THEN RETURN formula.ordinal(facts, 'w', formula.week_of(wall::date, start, anchor));
    WHEN 'ww' THEN RETURN lpad(formula.week_of(wall::date, start, anchor)::text, 2, '0');
    WHEN 'W' THEN RETURN extract(week FROM wall)::int;
    WHEN 'Wo' THEN RETURN formula.ordinal(facts, 'W', extract(week FROM wall)::int);
    WHEN 'WW' THEN RETURN to_char(wall, 'IW');
    WHEN 'a' THEN RETURN formula.day_part(facts, wall, true);
    WHEN 'A' THEN RETURN formula.day_part(facts, wall, false);
    WHEN 'H' THEN RETURN hour;
    WHEN 'HH' THEN RETURN to_char(wall, 'HH24');
    WHEN 'h' THEN RETURN hour12;
    WHEN 'hh' THEN RETURN to_char(wall, 'HH12');
    WHEN 'k' THEN RETURN CASE WHEN hour = 0 THEN 24 ELSE hour END;
    WHEN 'kk' THEN RETURN lpad(CASE WHEN hour = 0 THEN 24 ELSE hour END::text, 2, '0');
    WHEN 'hmm' THEN RETURN hour12 || to_char(wall, 'MI');
    WHEN 'hmmss' THEN RETURN hour12 || to_char(wall, 'MISS');
    WHEN 'Hmm' THEN RETURN hour || to_char(wall, 'MI');
    WHEN 'Hmmss' THEN RETURN hour || to_char(wall, 'MISS');
    WHEN 'm' THEN RETURN extract(minute FROM wall)::int;
    WHEN 'mm' THEN RETURN to_char(wall, 'MI');
    WHEN 's' THEN RETURN floor(extract(second FROM wall))::int;
    WHEN 'ss' THEN RETURN to_char(wall, 'SS');
    WHEN 'Z' THEN RETURN formula.offset_text(offset_minutes, ':');
    WHEN 'ZZ' THEN RETURN formula.offset_text(offset_minutes, '');
    WHEN 'X' THEN RETURN floor(ms / 1000.0)::bigint;
    WHEN 'x' THEN RETURN ms;
    WHEN 'z', 'zz' THEN RETURN zone;
    ELSE NULL;
  END CASE;
  CASE left(token, 1)
    WHEN 'S' THEN RETURN left(rpad(to_char(wall, 'MS'), length(token), '0'), length(token));
    WHEN 'g' THEN RETURN formula.year_text(formula.week_year(wall::date, start, anchor), token);
    WHEN 'G' THEN RETURN formula.year_text(extract(isoyear FROM wall)::int, token);
    WHEN 'N' THEN RETURN CASE WHEN length(token) = 4 THEN 'Anno Domini' ELSE 'AD' END;
    WHEN 'y' THEN RETURN lpad(extract(year FROM wall)::int::text, greatest(length(token), length(extract(year FROM wall)::int::text)), '0');
    ELSE RETURN formula.year_text(extract(year FROM wall)::int, token);
  END CASE;
END $$;

-- The pieces of an expanded format: text to copy, or a token to fill.
CREATE FUNCTION formula.format_pieces(format text) RETURNS TABLE (piece text, is_token boolean)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  found text[];
BEGIN
  FOR found IN SELECT regexp_matches(format,
    '(\[[^[]*?\])|(\\)?([Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY|YY|y{1,4}|gg(?:ggg?)?|GG(?:GGG?)?|[eEaA]|hh?|HH?|kk?|mm?|ss?|S{1,9}|[xX]|zz?|ZZ?|Y|.)',
    'g') LOOP
    IF found[1] IS NOT NULL THEN
      piece := substr(found[1], 2, length(found[1]) - 2);
      is_token := false;
    ELSIF found[2] IS NOT NULL THEN
      piece := found[3];
      is_token := false;
    ELSE
      piece := found[3];
      is_token := piece ~ '^(?:[Hh]mm(?:ss)?|Mo|M+|Do|DDDo|D+|d+|do|[wW][owW]?|Qo?|N+|Y+|y+|g{2}|g{4,5}|G{2}|G{4,5}|[eEaA]|[hHkms]{1,2}|S+|[xX]|z+|Z+)$';
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- NULL where the zone is unknown or the format too long.
CREATE FUNCTION formula.format_date(ms bigint, format text, zone text, locale text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  facts jsonb := formula.locale_facts(locale);
  gmt boolean := zone IN ('GMT', 'UTC', 'Etc/UTC', 'Etc/GMT');
  wall timestamp;
  expanded text;
  result text;
BEGIN
  IF ms IS NULL OR formula.utf16_length(format) > 500 THEN RETURN NULL; END IF;
  wall := CASE WHEN gmt THEN formula.at(ms) ELSE formula.wall(ms, zone) END;
  expanded := formula.expand_long(
    CASE WHEN format <> '' THEN format WHEN gmt THEN 'YYYY-MM-DDTHH:mm:ss[Z]' ELSE 'YYYY-MM-DDTHH:mm:ssZ' END, facts -> 'long');
  SELECT string_agg(
    CASE WHEN is_token THEN formula.fill_token(piece, ms, wall,
      round(extract(epoch FROM wall - formula.at(ms)) / 60)::int, zone, facts, expanded) ELSE piece END, '' ORDER BY place)
  INTO result FROM formula.format_pieces(expanded) WITH ORDINALITY AS pieces(piece, is_token, place);
  result := coalesce(result, '');
  IF facts ? 'characters' THEN
    SELECT translate(result, string_agg(key, '' ORDER BY key), string_agg(value, '' ORDER BY key))
    INTO result FROM jsonb_each_text(facts -> 'characters');
  END IF;
  RETURN result;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END $$;

-- The month whose name begins the word, the longest name first; 0 when there is none.
CREATE FUNCTION formula.month_named(word text, facts jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((
    SELECT month FROM (
      SELECT place::int AS month, kind, regexp_replace(lower(name COLLATE "und-x-icu"), '\.$', '') AS wanted
      FROM (VALUES (1, facts -> 'months' -> 'names'), (2, facts -> 'months' -> 'inContext'),
                   (3, facts -> 'monthsShort' -> 'names'), (4, facts -> 'monthsShort' -> 'inContext')) AS lists(kind, list),
        LATERAL jsonb_array_elements_text(coalesce(nullif(list, 'null'), '[]')) WITH ORDINALITY AS each(name, place)
    ) AS names
    WHERE wanted <> '' AND starts_with(lower(word COLLATE "und-x-icu"), wanted)
    ORDER BY length(wanted) DESC, kind, month LIMIT 1), 0)
$$;

CREATE FUNCTION formula.is_afternoon(word text, facts jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(word COLLATE "und-x-icu") ~ '^p\.?m' OR EXISTS (
    SELECT FROM jsonb_array_elements(facts -> 'dayParts') AS part
    WHERE (part ->> 0)::int >= 720
      AND lower(word COLLATE "und-x-icu") IN (lower((part ->> 1) COLLATE "und-x-icu"), lower((part ->> 2) COLLATE "und-x-icu")))
$$;

-- What a token takes from the text: {pattern, slot}; NULL for tokens that take nothing.
CREATE FUNCTION formula.token_takes(token text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN token IN ('YYYY', 'Y') THEN ARRAY['[0-9]{1,4}', 'year']
    WHEN token = 'YYYYY' THEN ARRAY['[0-9]{1,5}', 'year']
    WHEN token = 'YY' THEN ARRAY['[0-9]{1,2}', 'shortYear']
    WHEN token IN ('M', 'MM', 'Mo') THEN ARRAY['[0-9]{1,2}', 'month']
    WHEN token IN ('MMM', 'MMMM') THEN ARRAY['[^ \t\n\r0-9,/:;()\[\]_-]+', 'monthName']
    WHEN token IN ('D', 'DD', 'Do') THEN ARRAY['[0-9]{1,2}', 'day']
    WHEN token = 'DDD' THEN ARRAY['[0-9]{1,3}', 'dayOfYear']
    WHEN token = 'DDDD' THEN ARRAY['[0-9]{3,3}', 'dayOfYear']
    WHEN token = 'Q' THEN ARRAY['[0-9]', 'quarter']
    WHEN token IN ('H', 'HH', 'h', 'hh', 'k', 'kk') THEN ARRAY['[0-9]{1,2}', 'hour']
    WHEN token IN ('m', 'mm') THEN ARRAY['[0-9]{1,2}', 'minute']
    WHEN token IN ('s', 'ss') THEN ARRAY['[0-9]{1,2}', 'second']
    WHEN token IN ('S', 'SS', 'SSS') THEN ARRAY['[0-9]{1,9}', 'fraction']
    WHEN token IN ('A', 'a') THEN ARRAY['[^ \t\n\r0-9,/:;()\[\]_-]+', 'meridiem']
    WHEN token IN ('Z', 'ZZ') THEN ARRAY['Z|z|[+-][0-9]{2}:?[0-9]{2}', 'offset']
    WHEN token = 'X' THEN ARRAY['[+-]?[0-9]{1,15}', 'unix']
    WHEN token = 'x' THEN ARRAY['[+-]?[0-9]{1,15}', 'unixMs']
    WHEN token = 'd' THEN ARRAY['[0-9]', 'ignored']
    WHEN token IN ('dd', 'ddd', 'dddd') THEN ARRAY['[^ \t\n\r0-9,/:;()\[\]_-]+', 'ignored']
  END
$$;

CREATE FUNCTION formula.parse_date(t text, format text, locale text, zone text, now_ms bigint) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  facts jsonb := formula.locale_facts(locale);
  taken jsonb := '{}';
  rest text := t;
  one record;
  takes text[];
  found text;
  today timestamp;
  quarter integer;
  given_year integer;
  given_month integer;
  year integer;
  month integer;
  day integer;
  day_of_year integer;
  days integer;
  hour integer;
  seconds double precision;
  ms integer;
  at_ms double precision;
  minutes integer := 0;
BEGIN
  IF formula.utf16_length(t) > 500 OR formula.utf16_length(format) > 500 THEN RETURN NULL; END IF;
  FOR one IN SELECT * FROM formula.format_pieces(formula.expand_long(format, facts -> 'long')) LOOP
    takes := CASE WHEN one.is_token THEN formula.token_takes(one.piece) END;
    IF takes IS NULL THEN
      IF NOT one.is_token AND one.piece <> '' AND starts_with(rest, one.piece) THEN
        rest := substr(rest, length(one.piece) + 1);
      END IF;
      CONTINUE;
    END IF;
    found := substring(rest FROM '(' || takes[1] || ')');
    CONTINUE WHEN found IS NULL;
    taken := taken || jsonb_build_object(takes[2], found);
    rest := substr(rest, regexp_instr(rest, takes[1]) + length(found));
  END LOOP;
  IF taken = '{}' THEN RETURN NULL; END IF;
  IF taken ? 'unix' THEN RETURN formula.date_or_null((taken ->> 'unix')::double precision * 1000); END IF;
  IF taken ? 'unixMs' THEN RETURN formula.date_or_null((taken ->> 'unixMs')::double precision); END IF;

  today := CASE WHEN zone = 'GMT' THEN formula.at(now_ms) ELSE formula.wall(now_ms, zone) END;
  quarter := (taken ->> 'quarter')::int;
  given_month := CASE WHEN taken ? 'monthName' THEN formula.month_named(taken ->> 'monthName', facts)
    ELSE coalesce((taken ->> 'month')::int, quarter * 3 - 2) END;
  given_year := coalesce((taken ->> 'year')::int, formula.full_year(taken ->> 'shortYear'));
  day_of_year := (taken ->> 'dayOfYear')::int;
  year := coalesce(given_year, extract(year FROM today)::int);
  month := coalesce(given_month, CASE WHEN given_year IS NULL THEN extract(month FROM today)::int ELSE 1 END);
  day := coalesce((taken ->> 'day')::int,
    CASE WHEN given_year IS NULL AND given_month IS NULL AND day_of_year IS NULL THEN extract(day FROM today)::int ELSE 1 END);
  IF quarter IS NOT NULL AND quarter NOT BETWEEN 1 AND 4 THEN RETURN NULL; END IF;
  IF year < 1 OR month NOT BETWEEN 1 AND 12 OR day < 1 THEN RETURN NULL; END IF;
  IF day_of_year IS NULL THEN days := make_date(year, month, day) - date '1970-01-01';
  ELSE
    PERFORM make_date(year, month, day);
    days := make_date(year, 1, 1) - date '1970-01-01' + day_of_year - 1;
    IF day_of_year < 1 OR days >= make_date(year + 1, 1, 1) - date '1970-01-01' THEN RETURN NULL; END IF;
  END IF;

  hour := coalesce((taken ->> 'hour')::int, 0);
  IF taken ? 'meridiem' THEN
    IF formula.is_afternoon(taken ->> 'meridiem', facts) THEN
      IF hour < 12 THEN hour := hour + 12; END IF;
    ELSIF hour = 12 THEN hour := 0;
    END IF;
  END IF;
  seconds := coalesce((taken ->> 'minute')::int, 0) * 60 + coalesce((taken ->> 'second')::int, 0);
  ms := left(rpad(coalesce(taken ->> 'fraction', ''), 3, '0'), 3)::int;
  IF (hour > 23 AND NOT (hour = 24 AND seconds = 0 AND ms = 0)) OR coalesce((taken ->> 'minute')::int, 0) > 59
    OR coalesce((taken ->> 'second')::int, 0) > 59 THEN RETURN NULL; END IF;
  at_ms := days * 86400000::double precision + (hour * 3600 + seconds) * 1000 + ms;
  IF taken ? 'offset' THEN
    found := taken ->> 'offset';
    IF upper(found) <> 'Z' THEN
      minutes := (substr(found, 2, 2)::int * 60 + right(found, 2)::int) * CASE WHEN left(found, 1) = '-' THEN -1 ELSE 1 END;
    END IF;
    RETURN formula.date_or_null(at_ms - minutes * 60000::double precision);
  END IF;
  IF zone = 'GMT' THEN RETURN formula.date_or_null(at_ms); END IF;
  RETURN formula.date_or_null(formula.instant(formula.at(at_ms::bigint), zone));
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN NULL;
END $$;

-- How far apart two instants are, in Moment's words.
CREATE FUNCTION formula.distance(a bigint, b bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  first timestamp := formula.at(least(a, b));
  last timestamp := formula.at(greatest(a, b));
  months integer := (extract(year FROM last) - extract(year FROM first)) * 12 + extract(month FROM last) - extract(month FROM first);
  rest double precision;
  days double precision;
  in_months double precision;
BEGIN
  IF first + make_interval(months => months) > last THEN months := months - 1; END IF;
  rest := (formula.ms(last) - formula.ms(first + make_interval(months => months)))::double precision / 86400000;
  days := floor(months * 146097.0 / 4800 + 0.5)::double precision + rest;
  in_months := months + rest * 4800 / 146097;
  IF floor(days * 86400 + 0.5) < 45 THEN RETURN 'a few seconds'; END IF;
  IF floor(days * 1440 + 0.5) <= 1 THEN RETURN 'a minute'; END IF;
  IF floor(days * 1440 + 0.5) < 45 THEN RETURN floor(days * 1440 + 0.5)::int || ' minutes'; END IF;
  IF floor(days * 24 + 0.5) <= 1 THEN RETURN 'an hour'; END IF;
  IF floor(days * 24 + 0.5) < 22 THEN RETURN floor(days * 24 + 0.5)::int || ' hours'; END IF;
  IF floor(days + 0.5) <= 1 THEN RETURN 'a day'; END IF;
  IF floor(days + 0.5) < 26 THEN RETURN floor(days + 0.5)::int || ' days'; END IF;
  IF floor(in_months + 0.5) <= 1 THEN RETURN 'a month'; END IF;
  IF floor(in_months + 0.5) < 11 THEN RETURN floor(in_months + 0.5)::int || ' months'; END IF;
  IF floor(in_months / 12 + 0.5) <= 1 THEN RETURN 'a year'; END IF;
  RETURN floor(in_months / 12 + 0.5)::int || ' years';
END $$;

-- migrate:down
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['is_zone', 'locale_facts', 'expand_long', 'name_of', 'ordinal', 'day_part', 'offset_text',
    'year_text', 'week_year', 'fill_token', 'format_pieces', 'format_date', 'month_named', 'is_afternoon', 'token_takes',
    'parse_date', 'distance'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
