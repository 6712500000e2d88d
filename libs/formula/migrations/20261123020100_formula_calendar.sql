-- migrate:up
-- Calendar arithmetic of the formula language: libs/formula/src/dates in SQL. Instants are bigint milliseconds since
-- 1970 GMT, walls are timestamps of a zone's clock. Total: what has no answer is NULL.

-- What a zone's clock shows; at the ends of the calendar it stands still rather than leave the years 1 to 9999.
CREATE FUNCTION formula.wall(ms bigint, zone text) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT least(greatest((formula.at(ms) AT TIME ZONE 'UTC') AT TIME ZONE zone, timestamp '0001-01-01'),
    timestamp '9999-12-31 23:59:59.999')
$$;

CREATE FUNCTION formula.instant(wall timestamp, zone text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT formula.ms((wall AT TIME ZONE zone) AT TIME ZONE 'UTC')
$$;

CREATE FUNCTION formula.unit_of(specifier text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE specifier
    WHEN 'ms' THEN 'millisecond' WHEN 's' THEN 'second' WHEN 'm' THEN 'minute' WHEN 'h' THEN 'hour' WHEN 'd' THEN 'day'
    WHEN 'w' THEN 'week' WHEN 'M' THEN 'month' WHEN 'Q' THEN 'quarter' WHEN 'y' THEN 'year'
    ELSE CASE WHEN length(specifier) > 2 THEN substring(
      lower(specifier) FROM '^(millisecond|second|minute|hour|day|week|month|quarter|year)s?$') END
  END
$$;

CREATE FUNCTION formula.round_away(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN x < 0 THEN -floor(-x + 0.5) ELSE floor(x + 0.5) END
$$;

CREATE FUNCTION formula.date_add(ms bigint, amount double precision, specifier text, zone text DEFAULT 'GMT')
RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  unit text := formula.unit_of(specifier);
  months double precision := 0;
  days double precision := 0;
  moved timestamp;
BEGIN
  IF unit IS NULL OR NOT abs(amount) <= 3.2e14 THEN RETURN NULL; END IF;
  CASE unit
    WHEN 'millisecond' THEN RETURN formula.date_or_null(ms + formula.round_away(amount));
    WHEN 'second' THEN RETURN formula.date_or_null(ms + formula.round_away(amount * 1000));
    WHEN 'minute' THEN RETURN formula.date_or_null(ms + formula.round_away(amount * 60000));
    WHEN 'hour' THEN RETURN formula.date_or_null(ms + formula.round_away(amount * 3600000));
    WHEN 'day' THEN days := formula.round_away(amount);
    WHEN 'week' THEN days := formula.round_away(amount * 7);
    WHEN 'month' THEN months := formula.round_away(amount);
    WHEN 'quarter' THEN months := formula.round_away(amount * 3);
    ELSE months := formula.round_away(amount * 12);
  END CASE;
  IF abs(months) > 240000 OR abs(days) > 7300000 THEN RETURN NULL; END IF;
  IF months = 0 AND days = 0 THEN RETURN ms; END IF;
  IF zone = 'GMT' AND months = 0 THEN RETURN formula.date_or_null(ms + days * 86400000); END IF;
  moved := formula.wall(ms, zone) + make_interval(months => months::int, days => days::int);
  RETURN formula.date_or_null(formula.instant(moved, zone));
EXCEPTION WHEN datetime_field_overflow OR interval_field_overflow THEN
  RETURN NULL;
END $$;

-- Complete months from b to a, the Moment way.
CREATE FUNCTION formula.months_between(a timestamp, b timestamp) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  whole integer;
  rest interval;
BEGIN
  IF extract(day FROM a) < extract(day FROM b) THEN RETURN -formula.months_between(b, a); END IF;
  whole := (extract(year FROM b) - extract(year FROM a)) * 12 + extract(month FROM b) - extract(month FROM a);
  rest := b - (a + make_interval(months => whole));
  IF whole > 0 AND rest < interval '0' THEN whole := whole - 1; END IF;
  IF whole < 0 AND rest > interval '0' THEN whole := whole + 1; END IF;
  RETURN -whole;
END $$;

CREATE FUNCTION formula.date_diff(a bigint, b bigint, specifier text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE coalesce(formula.unit_of(specifier), 'millisecond')
    WHEN 'millisecond' THEN a - b
    WHEN 'second' THEN (a - b) / 1000
    WHEN 'minute' THEN (a - b) / 60000
    WHEN 'hour' THEN (a - b) / 3600000
    WHEN 'day' THEN (a - b) / 86400000
    WHEN 'week' THEN (a - b) / 604800000
    WHEN 'month' THEN formula.months_between(formula.at(a), formula.at(b))
    WHEN 'quarter' THEN formula.months_between(formula.at(a), formula.at(b)) / 3
    ELSE formula.months_between(formula.at(a), formula.at(b)) / 12
  END::double precision
$$;

-- The first moment of the unit that holds the wall time; weeks begin on Sunday; unknown units cut nothing.
CREATE FUNCTION formula.date_start(wall timestamp, specifier text) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE coalesce(formula.unit_of(specifier), 'millisecond')
    WHEN 'millisecond' THEN wall
    WHEN 'week' THEN date_trunc('day', wall) - make_interval(days => extract(dow FROM wall)::int)
    ELSE date_trunc(formula.unit_of(specifier), wall)
  END
$$;

CREATE FUNCTION formula.week_of(day date, start integer, anchor integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  first date := day - (extract(dow FROM day)::int - start + 7) % 7;
  decisive date := make_date(extract(year FROM first + (7 - anchor))::int, 1, anchor);
BEGIN
  RETURN (first - (decisive - (extract(dow FROM decisive)::int - start + 7) % 7)) / 7 + 1;
END $$;

CREATE FUNCTION formula.holidays_in(t text) RETURNS date[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT day), '{}')
  FROM (
    SELECT CASE WHEN y >= 1 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND CASE
        WHEN m = 2 THEN CASE WHEN (y % 4 = 0 AND y % 100 <> 0) OR y % 400 = 0 THEN 29 ELSE 28 END
        WHEN m IN (4, 6, 9, 11) THEN 30 ELSE 31 END
      THEN make_date(y, m, d) END AS day
    FROM (SELECT part[1]::int AS y, part[2]::int AS m, part[3]::int AS d
          FROM regexp_matches(t, '([0-9]{4})-([0-9]{2})-([0-9]{2})', 'g') AS part) AS parts
  ) AS days
  WHERE day IS NOT NULL AND extract(isodow FROM day) < 6
$$;

CREATE FUNCTION formula.step_workdays(day integer, count integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN count = 0 THEN day
    WHEN count > 0 THEN
      day - greatest(index - 4, 0) + count / 5 * 7 + count % 5 + CASE WHEN least(index, 4) + count % 5 > 4 THEN 2 ELSE 0 END
    ELSE
      day + CASE WHEN index > 4 THEN 7 - index ELSE 0 END - (-count) / 5 * 7 - (-count) % 5
        - CASE WHEN CASE WHEN index > 4 THEN 0 ELSE index END - (-count) % 5 < 0 THEN 2 ELSE 0 END
  END
  FROM (SELECT ((day + 3) % 7 + 7) % 7 AS index) AS weekday
$$;

CREATE FUNCTION formula.workday(ms bigint, amount double precision, holidays text, zone text DEFAULT 'GMT')
RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  wall timestamp := formula.wall(ms, zone);
  first integer := wall::date - date '1970-01-01';
  off integer[];
  count integer;
  steps integer;
  target integer;
  passed integer;
BEGIN
  IF NOT abs(amount) <= 4000000 THEN RETURN NULL; END IF;
  count := amount::int;
  steps := count;
  SELECT array_agg(day - date '1970-01-01') INTO off FROM unnest(formula.holidays_in(holidays)) AS day;
  LOOP
    target := formula.step_workdays(first, steps);
    SELECT count(*) INTO passed FROM unnest(off) AS day
    WHERE CASE WHEN count > 0 THEN day > first AND day <= target ELSE day < first AND day >= target END;
    EXIT WHEN steps = CASE WHEN count = 0 THEN 0 ELSE count + sign(count)::int * passed END;
    steps := count + sign(count)::int * passed;
  END LOOP;
  RETURN formula.date_or_null(formula.instant(wall + make_interval(days => target - first), zone));
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN NULL;
END $$;

CREATE FUNCTION formula.workday_diff(a date, b date, holidays text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  first integer := a - date '1970-01-01' + 2;
  last integer := b - date '1970-01-01' + 3;
  week_first integer := floor(first / 7.0);
  week_last integer := floor(last / 7.0);
BEGIN
  IF b < a THEN RETURN -formula.workday_diff(b, a, holidays); END IF;
  RETURN week_last * 5 + least(last - week_last * 7 + 1, 5) - (week_first * 5 + least(first - week_first * 7 + 1, 5))
    - (SELECT count(*) FROM unnest(formula.holidays_in(holidays)) AS day WHERE day BETWEEN a AND b);
END $$;

-- The instant of calendar parts; NULL when there is no such date or time. `zone` is Z or an offset.
CREATE FUNCTION formula.instant_of(
  y integer, mo integer, d integer, hour text, minute text, second text, fraction text, meridiem text, zone text
) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  h integer := coalesce(hour, '0')::int;
  offset_minutes integer := 0;
BEGIN
  IF meridiem IS NOT NULL THEN
    IF h < 1 OR h > 12 THEN RETURN NULL; END IF;
    h := h % 12 + CASE WHEN lower(meridiem) = 'pm' THEN 12 ELSE 0 END;
  END IF;
  IF h > 23 OR coalesce(minute, '0')::int > 59 OR coalesce(second, '0')::int > 59 OR y < 1 THEN RETURN NULL; END IF;
  IF zone IS NOT NULL AND upper(zone) <> 'Z' THEN
    offset_minutes := (substr(zone, 2, 2)::int * 60 + right(zone, 2)::int) * CASE WHEN left(zone, 1) = '-' THEN -1 ELSE 1 END;
  END IF;
  RETURN formula.date_or_null((make_date(y, mo, d) - date '1970-01-01') * 86400000::double precision
    + ((h * 60 + coalesce(minute, '0')::int - offset_minutes) * 60 + coalesce(second, '0')::int) * 1000::double precision
    + left(rpad(coalesce(fraction, ''), 3, '0'), 3)::int);
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN NULL;
END $$;

CREATE FUNCTION formula.full_year(digits text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(digits) > 2 THEN digits::int WHEN digits::int > 68 THEN digits::int + 1900 ELSE digits::int + 2000 END
$$;

-- Text where a date is needed: src/dates/parse-date-text.ts. NULL when it is none.
CREATE FUNCTION formula.text_date(t text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  clock constant text := '(?:(?:[ T]|, *| +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)? ?([AaPp][Mm])?)?';
  name constant text := '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
  months constant text := 'janfebmaraprmayjunjulaugsepoctnovdec';
  s text := btrim(t, U&'\0009\000A\000B\000C\000D\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF');
  p text[];
BEGIN
  IF s IS NULL OR length(s) > 100 THEN RETURN NULL; END IF;
  p := regexp_match(s, '^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})' || clock || ' ?(Z|z|[+-][0-9]{2}:?[0-9]{2})?$');
  IF p IS NOT NULL THEN
    RETURN formula.instant_of(p[1]::int, p[2]::int, p[3]::int, p[4], p[5], p[6], p[7], p[8], p[9]);
  END IF;
  p := regexp_match(s, '^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})' || clock || '$');
  IF p IS NOT NULL THEN
    RETURN formula.instant_of(formula.full_year(p[3]), p[1]::int, p[2]::int, p[4], p[5], p[6], p[7], p[8], NULL);
  END IF;
  p := regexp_match(s, '^([0-9]{1,2})[- ]' || name || '[- ,]+([0-9]{4}|[0-9]{2})' || clock || '$', 'i');
  IF p IS NOT NULL THEN
    RETURN formula.instant_of(formula.full_year(p[3]), strpos(months, lower(left(p[2], 3))) / 3 + 1, p[1]::int,
      p[4], p[5], p[6], p[7], p[8], NULL);
  END IF;
  p := regexp_match(s, '^' || name || ' ([0-9]{1,2}),? ([0-9]{4})' || clock || '$', 'i');
  IF p IS NOT NULL THEN
    RETURN formula.instant_of(p[3]::int, strpos(months, lower(left(p[1], 3))) / 3 + 1, p[2]::int,
      p[4], p[5], p[6], p[7], p[8], NULL);
  END IF;
  RETURN NULL;
END $$;

-- PL/pgSQL: its body may name mixed_date, which follows.
CREATE FUNCTION formula.list_date(list jsonb) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  items jsonb := formula.flatten(list);
BEGIN
  RETURN CASE jsonb_array_length(items) WHEN 1 THEN formula.mixed_date(items -> 0) END;
END $$;

CREATE FUNCTION formula.mixed_date(value jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'string' THEN formula.text_date(value #>> '{}')
    WHEN 'object' THEN (value ->> 'd')::bigint
    WHEN 'array' THEN formula.list_date(value)
  END
$$;

-- migrate:down
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['wall', 'instant', 'unit_of', 'round_away', 'date_add', 'months_between', 'date_diff',
    'date_start', 'week_of', 'instant_of', 'full_year', 'text_date', 'mixed_date', 'list_date', 'holidays_in', 'step_workdays', 'workday', 'workday_diff'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
