-- migrate:up
-- EXP, LOG and POWER digit by digit as libs/formula/src/elementary.ts computes them: whole numbers of numeric stand for
-- fixed-point numbers of 40 decimals. glibc's functions differ from V8's in the last place. Total.

-- A finite number above 0 as digits × 2^exponent, 2^52 <= digits < 2^53.
CREATE FUNCTION formula.binary(x double precision, OUT digits numeric, OUT exponent integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  bits bigint := ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint;
  fraction bigint := bits & 4503599627370495;
BEGIN
  exponent := ((bits >> 52) & 2047)::integer - 1075;
  IF exponent > -1075 THEN
    digits := fraction + 4503599627370496;
    RETURN;
  END IF;
  exponent := -1074;
  WHILE fraction < 4503599627370496 LOOP
    fraction := fraction * 2;
    exponent := exponent - 1;
  END LOOP;
  digits := fraction;
END $$;

-- x × 2^power, the largest step last: only one of them rounds.
CREATE FUNCTION formula.scaled(x double precision, power integer) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size integer := abs(power);
  factor double precision := CASE WHEN power < 0 THEN 0.5 ELSE 2 END;
  result double precision := x;
  step integer := 1;
BEGIN
  WHILE step <= 256 LOOP
    IF size & step <> 0 THEN result := result * factor; END IF;
    factor := factor * factor;
    step := step * 2;
  END LOOP;
  FOR round IN 1 .. size / 512 LOOP
    result := formula.multiply(result, factor);
  END LOOP;
  RETURN result;
END $$;

-- The natural logarithm of a finite number above 0, times 10^40.
CREATE FUNCTION formula.natural_logarithm(x double precision) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  one constant numeric := 10000000000000000000000000000000000000000;
  parts record := formula.binary(x);
  upper boolean := parts.digits > 6369051672525773;
  unit numeric := CASE WHEN upper THEN 9007199254740992 ELSE 4503599627370496 END;
  term numeric := div((parts.digits - unit) * one, parts.digits + unit);
  square numeric := div(term * term, one);
  sum numeric := 0;
  n integer := 1;
BEGIN
  WHILE term <> 0 LOOP
    sum := sum + div(term, n);
    term := div(term * square, one);
    n := n + 2;
  END LOOP;
  RETURN 2 * sum + (parts.exponent + CASE WHEN upper THEN 53 ELSE 52 END) * 6931471805599453094172321214581765680755;
END $$;

-- x × fixed point, for a finite x other than 0.
CREATE FUNCTION formula.times(x double precision, fixed numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  parts record := formula.binary(abs(x));
  product numeric := CASE WHEN x < 0 THEN -parts.digits ELSE parts.digits END * fixed;
BEGIN
  IF parts.exponent >= 0 THEN RETURN product * trunc(2::numeric ^ parts.exponent); END IF;
  RETURN div(product, trunc(2::numeric ^ -parts.exponent));
END $$;

-- e to the power of a fixed-point number between -750 and 750.
CREATE FUNCTION formula.exponential_of(fixed numeric) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  ln2 constant numeric := 6931471805599453094172321214581765680755;
  one constant numeric := 100000000000000000000000000;
  power numeric := div(2 * fixed, ln2);
  rest numeric;
  term numeric := one;
  sum numeric := 0;
  n integer := 1;
BEGIN
  power := div(power + CASE WHEN power < 0 THEN -1 ELSE 1 END, 2);
  rest := div(fixed - power * ln2, 100000000000000);
  WHILE term <> 0 LOOP
    sum := sum + term;
    term := div(term * rest, one * n);
    n := n + 1;
  END LOOP;
  RETURN formula.scaled((sum::text || 'e-26')::double precision, power::integer);
END $$;

CREATE FUNCTION formula.exponential(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x = 'NaN' THEN x WHEN x > 710 THEN 'Infinity' WHEN x < -746 THEN 0 WHEN abs(x) < 1e-20 THEN 1
    ELSE formula.exponential_of(formula.times(x, 10000000000000000000000000000000000000000)) END
$$;

CREATE FUNCTION formula.rough_logarithm(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x = 0 THEN '-Infinity' WHEN x < 0 OR x = 'NaN' THEN 'NaN' WHEN x = 'Infinity' THEN x
    WHEN x = 1 THEN 0 WHEN x > 1 THEN 1 ELSE -1 END
$$;

CREATE FUNCTION formula.logarithm(x double precision, base double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF x > 0 AND x < 'Infinity' AND x <> 1 AND base > 0 AND base < 'Infinity' AND base <> 1 THEN
    RETURN (div(formula.natural_logarithm(x) * 10000000000000000000000000000000000000000,
      formula.natural_logarithm(base))::text || 'e-40')::double precision;
  END IF;
  RETURN formula.divide(formula.rough_logarithm(x), formula.rough_logarithm(base));
END $$;

-- For a size above 0 and an exponent that is neither 0 nor NaN.
CREATE FUNCTION formula.raised_size(size double precision, exponent double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  fixed numeric;
BEGIN
  IF size = 1 THEN RETURN 1; END IF;
  IF size = 'Infinity' OR abs(exponent) > 1e20 THEN
    RETURN CASE WHEN (size > 1) = (exponent > 0) THEN 'Infinity'::double precision ELSE 0 END;
  END IF;
  IF abs(exponent) < 1e-25 THEN RETURN 1; END IF;
  fixed := formula.times(exponent, formula.natural_logarithm(size));
  IF fixed > 7100000000000000000000000000000000000000000 THEN RETURN 'Infinity'; END IF;
  IF fixed < -7460000000000000000000000000000000000000000 THEN RETURN 0; END IF;
  RETURN formula.exponential_of(fixed);
END $$;

CREATE FUNCTION formula.raise(base double precision, exponent double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  size double precision := abs(base);
  power double precision;
  infinite boolean := abs(exponent) = 'Infinity';
  whole boolean := floor(exponent) = exponent;
BEGIN
  IF exponent = 'NaN' THEN RETURN exponent; END IF;
  IF exponent = 0 THEN RETURN 1; END IF;
  IF exponent = 1 OR base = 'NaN' THEN RETURN base; END IF;
  IF exponent = 2 THEN RETURN formula.multiply(base, base); END IF;
  IF size = 1 AND infinite THEN RETURN 'NaN'; END IF;
  IF size = 0 THEN RETURN CASE WHEN exponent < 0 THEN 'Infinity'::double precision ELSE 0 END; END IF;
  IF base < 0 AND size <> 'Infinity' AND NOT whole THEN RETURN 'NaN'; END IF;
  power := formula.raised_size(size, exponent);
  IF base < 0 AND NOT infinite AND whole AND floor(exponent / 2) * 2 <> exponent THEN RETURN 0 - power; END IF;
  RETURN power;
END $$;

-- migrate:down
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['raise', 'raised_size', 'logarithm', 'rough_logarithm', 'exponential', 'exponential_of',
    'times', 'natural_logarithm', 'scaled', 'binary'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
