-- migrate:up
-- Where a needle of 256 bytes or more stands in the hay (bytes from 0), one after the other without overlap, `most` of them.
-- Its head is looked for, and the rest compared. Heads less than half their length apart repeat with a period: where the
-- hay does so for longer than the needle, all but one place of that run are passed over at once. Heads further apart may repeat
-- as well, and so may runs: what was found alike is the needle's start, so how much is alike at a head within it is known from
-- the needle (the Z algorithm, at heads alone), and no byte is compared again.
CREATE OR REPLACE FUNCTION formula.far_places(needle bytea, hay bytea, most integer) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  size constant integer := 256;
  head bytea := substr(needle, 1, size);
  behind integer := length(needle) + 1;
  -- Nothing is alike across the zero, which no text has.
  bytes bytea := needle || '\x00'::bytea || hay;
  period integer;
  -- Bytes from the needle's start that repeat with the period.
  run integer;
  places integer[] := '{}';
  at integer := 1;
  -- Bytes that are known to be alike at the next head.
  sure integer := 0;
  same integer;
  ends integer;
  -- What was compared and reaches furthest.
  box integer := 0;
  box_ends integer := 0;
  -- Of heads within the needle: where they stand, and how many bytes are alike there.
  heads integer[] := '{}';
  alikes integer[] := '{}';
  -- The first of them that may be the next within the box.
  next integer := 1;
BEGIN
  FOR p IN 1 .. size / 2 LOOP
    IF substr(head, p + 1) = substr(head, 1, size - p) THEN
      period := p;
      run := p + formula.alike(needle, 0, needle, p);
      at := run - size + 1;
      EXIT;
    END IF;
  END LOOP;
  WHILE cardinality(places) < most LOOP
    at := formula.next_head(head, bytes, at);
    EXIT WHEN at IS NULL OR at + length(needle) > length(bytes);
    same := NULL;
    IF at < box_ends THEN
      WHILE heads[next] < at - box LOOP next := next + 1; END LOOP;
      IF heads[next] = at - box THEN
        IF alikes[next] < box_ends - at THEN same := alikes[next];
        ELSE sure := greatest(sure, box_ends - at);
        END IF;
      END IF;
    END IF;
    IF same IS NULL THEN same := sure + formula.alike(needle, sure, bytes, at + sure); END IF;
    IF at + same > box_ends THEN
      box := at;
      box_ends := at + same;
      next := 1;
    END IF;
    IF at < behind THEN
      heads := heads || at;
      alikes := alikes || same;
    END IF;
    sure := 0;
    IF same = length(needle) THEN
      places := places || (at - behind);
      at := at + same;
    ELSIF period IS NULL THEN
      at := at + 1;
    ELSIF same <> run THEN
      -- Needle or hay stops repeating where the other goes on: so it would at every later place of this run.
      at := at + least(same, run) - size + 1;
    ELSE
      ends := at + period + formula.alike(bytes, at, bytes, at + period);
      -- Only where both stop repeating at the same byte they may be alike.
      IF ends > at + run AND (ends - run - at) % period = 0 THEN
        at := ends - run;
        sure := run;
      ELSE
        at := ends - size + 1;
      END IF;
    END IF;
  END LOOP;
  RETURN places;
END $$;

-- migrate:down
CREATE OR REPLACE FUNCTION formula.far_places(needle bytea, hay bytea, most integer) RETURNS integer[]
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
