-- migrate:up
-- `order_of` for < and >: text beside a date is the date that it reads as, where it reads as one.
CREATE FUNCTION formula.rank_of(x jsonb, y jsonb) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  a jsonb := formula.single(x);
  b jsonb := formula.single(y);
  read bigint;
BEGIN
  IF jsonb_typeof(a) = 'string' AND jsonb_typeof(b) = 'object' AND b ? 'd' THEN
    read := formula.text_date(a #>> '{}');
    IF read IS NOT NULL THEN RETURN sign(read - (b ->> 'd')::bigint)::integer; END IF;
  ELSIF jsonb_typeof(b) = 'string' AND jsonb_typeof(a) = 'object' AND a ? 'd' THEN
    read := formula.text_date(b #>> '{}');
    IF read IS NOT NULL THEN RETURN sign((a ->> 'd')::bigint - read)::integer; END IF;
  END IF;
  RETURN formula.order_of(a, b);
END $$;

-- migrate:down
DROP FUNCTION formula.rank_of(jsonb, jsonb);
