-- migrate:up
-- Adds up the bytes that an aggregate beside it will hold, and ends the statement when they pass 64,000,000: it has gone through
-- the rows before the other has made a text of them, or as it makes it.
CREATE FUNCTION formula.add_gathered(total bigint, bytes integer) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF total + bytes > 64000000 THEN
    RAISE program_limit_exceeded USING MESSAGE = 'a cell gathers more than 64000000 bytes of linked records';
  END IF;
  RETURN total + bytes;
END $$;

CREATE AGGREGATE formula.gathered(bytes integer) (
  SFUNC = formula.add_gathered,
  STYPE = bigint,
  INITCOND = '0',
  PARALLEL = SAFE
);

-- migrate:down
DROP AGGREGATE formula.gathered(integer);
DROP FUNCTION formula.add_gathered(bigint, integer);
