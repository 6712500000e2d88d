-- migrate:up
-- Regular expressions with the syntax and the leftmost-first matches of RE2, total and bounded. A pattern is compiled to
-- instructions in three parallel arrays; jumps are relative, so that a fragment can be copied and moved:
--   1 x      the character x              6 x    go on at +x
--   2 x      a character of class x       7 x    note the position in slot x
--   3        any character                8 x    assert: 1 text start, 2 text end, 3 line start, 4 line end,
--   4        any character but newline           5 word boundary, 6 no word boundary
--   5 x, y   try +x, then +y              9      matched
CREATE TYPE formula.regex_program AS (
  ops integer[],
  xs integer[],
  ys integer[],
  classes int4multirange[],
  -- Code points a match can begin with; NULL when it can be empty.
  first int4multirange,
  -- Number of capturing groups, and the number of each named one.
  groups integer,
  names jsonb,
  -- UTF-16 units of text it may search.
  longest integer
);

-- The code points with the other cases of each.
CREATE FUNCTION formula.case_folded(points int4multirange) RETURNS int4multirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT points + coalesce(range_agg(int4range(other, other, '[]')), '{}')
  FROM unnest(points) AS range JOIN formula.case_fold ON point >= lower(range) AND point < upper(range)
$$;

CREATE FUNCTION formula.points_complement(points int4multirange) RETURNS int4multirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT int4multirange(int4range(0, 1114112)) - points $$;

-- Code points of a class by name: `d`, `s`, `w` and the names of brackets; NULL for an unknown name.
CREATE FUNCTION formula.ascii_class(name text) RETURNS int4multirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE name
    WHEN 'd' THEN '{[48,58)}'::int4multirange
    WHEN 's' THEN '{[9,11),[12,14),[32,33)}'
    WHEN 'w' THEN '{[48,58),[65,91),[95,96),[97,123)}'
    WHEN 'alnum' THEN '{[48,58),[65,91),[97,123)}'
    WHEN 'alpha' THEN '{[65,91),[97,123)}'
    WHEN 'ascii' THEN '{[0,128)}'
    WHEN 'blank' THEN '{[9,10),[32,33)}'
    WHEN 'cntrl' THEN '{[0,32),[127,128)}'
    WHEN 'digit' THEN '{[48,58)}'
    WHEN 'graph' THEN '{[33,127)}'
    WHEN 'lower' THEN '{[97,123)}'
    WHEN 'print' THEN '{[32,127)}'
    WHEN 'punct' THEN '{[33,48),[58,65),[91,97),[123,127)}'
    WHEN 'space' THEN '{[9,14),[32,33)}'
    WHEN 'upper' THEN '{[65,91)}'
    WHEN 'word' THEN '{[48,58),[65,91),[95,96),[97,123)}'
    WHEN 'xdigit' THEN '{[48,58),[65,71),[97,103)}'
  END
$$;

-- One character or class at the head of a pattern's rest, as it may stand alone or in brackets.
CREATE TYPE formula.regex_item AS (
  -- Characters of the pattern it took; 0 when it is not one, NULL when it is invalid.
  taken integer,
  -- A single code point, or a class.
  point integer,
  points int4multirange
);

-- \d \D \s \S \w \W \p{…} \P{…}
CREATE FUNCTION formula.regex_class_escape(rest text, fold boolean) RETURNS formula.regex_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  letter text := substr(rest, 2, 1);
  class_name text;
  taken integer := 2;
  negative boolean;
  points int4multirange;
BEGIN
  IF substr(rest, 1, 1) <> '\' THEN RETURN ROW(0, NULL, NULL)::formula.regex_item; END IF;
  IF letter IN ('d', 's', 'w', 'D', 'S', 'W') THEN
    points := formula.ascii_class(CASE letter WHEN 'D' THEN 'd' WHEN 'S' THEN 's' WHEN 'W' THEN 'w' ELSE letter END);
    IF fold THEN points := formula.case_folded(points); END IF;
    IF letter IN ('D', 'S', 'W') THEN points := formula.points_complement(points); END IF;
    RETURN ROW(2, NULL, points)::formula.regex_item;
  END IF;
  IF letter NOT IN ('p', 'P') THEN RETURN ROW(0, NULL, NULL)::formula.regex_item; END IF;
  negative := letter = 'P';
  class_name := substr(rest, 3, 1);
  taken := 3;
  IF class_name = '{' THEN
    taken := strpos(rest, '}');
    IF taken = 0 THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
    class_name := substr(rest, 4, taken - 4);
  END IF;
  IF substr(class_name, 1, 1) = '^' THEN
    negative := NOT negative;
    class_name := substr(class_name, 2);
  END IF;
  SELECT CASE WHEN fold THEN coalesce(class.folded, class.points) ELSE class.points END INTO points
  FROM formula.unicode_class AS class WHERE class.name = class_name COLLATE "C";
  IF points IS NULL THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
  IF negative THEN points := formula.points_complement(points); END IF;
  RETURN ROW(taken, NULL, points)::formula.regex_item;
END $$;

-- \n \t \x41 \x{1F600} \101 \. and the like
CREATE FUNCTION formula.regex_character_escape(rest text) RETURNS formula.regex_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  letter text := substr(rest, 2, 1);
  digits text;
  code integer;
BEGIN
  IF letter COLLATE "C" BETWEEN '0' AND '7' THEN
    digits := substring(substr(rest, 2, 3) COLLATE "C" FROM '^[0-7]+');
    IF letter <> '0' AND length(digits) = 1 THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
    code := 0;
    FOR at IN 1 .. length(digits) LOOP code := code * 8 + ascii(substr(digits, at, 1)) - 48; END LOOP;
    RETURN ROW(1 + length(digits), code, NULL)::formula.regex_item;
  END IF;
  IF letter = 'x' THEN
    digits := substring(rest COLLATE "C" FROM '^\\x\{([0-9A-Fa-f]+)\}');
    IF digits IS NOT NULL THEN
      IF length(ltrim(digits, '0')) > 6 THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
      code := ('x' || lpad(ltrim(digits, '0'), 8, '0'))::bit(32)::integer;
      IF code > 1114111 THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
      RETURN ROW(4 + length(digits), code, NULL)::formula.regex_item;
    END IF;
    digits := substring(rest COLLATE "C" FROM '^\\x([0-9A-Fa-f]{2})');
    IF digits IS NULL THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
    RETURN ROW(4, ('x' || lpad(digits, 8, '0'))::bit(32)::integer, NULL)::formula.regex_item;
  END IF;
  code := CASE letter WHEN 'a' THEN 7 WHEN 'f' THEN 12 WHEN 'n' THEN 10 WHEN 'r' THEN 13 WHEN 't' THEN 9 WHEN 'v' THEN 11 END;
  IF code IS NULL AND letter <> '' AND ascii(letter) < 128 AND letter COLLATE "C" !~ '[0-9A-Za-z]' THEN
    code := ascii(letter);
  END IF;
  IF code IS NULL THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
  RETURN ROW(2, code, NULL)::formula.regex_item;
END $$;

-- A bracket expression at the head of the rest.
CREATE FUNCTION formula.regex_bracket(rest text, fold boolean) RETURNS formula.regex_item
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  at integer := 2;
  negative boolean := substr(rest, 2, 1) = '^';
  first boolean := true;
  points int4multirange := '{}';
  more int4multirange;
  item formula.regex_item;
  ends integer;
  name text;
  low integer;
  high integer;
BEGIN
  IF negative THEN at := 3; END IF;
  LOOP
    IF at > length(rest) THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
    EXIT WHEN NOT first AND substr(rest, at, 1) = ']';
    first := false;
    IF substr(rest, at, 2) = '[:' THEN
      ends := strpos(substr(rest, at), ':]');
      IF ends > 0 THEN
        -- "[:" alone closes nothing: ":]" may begin at its colon, which names no class.
        name := CASE WHEN ends > 2 THEN substr(rest, at + 2, ends - 3) ELSE '' END;
        more := formula.ascii_class(ltrim(name, '^'));
        IF more IS NULL OR length(ltrim(name, '^')) < 2 OR length(name) - length(ltrim(name, '^')) > 1 THEN
          RETURN ROW(NULL, NULL, NULL)::formula.regex_item;
        END IF;
        IF fold THEN more := formula.case_folded(more); END IF;
        IF name LIKE '^%' THEN more := formula.points_complement(more); END IF;
        points := points + more;
        at := at + ends + 1;
        CONTINUE;
      END IF;
    END IF;
    item := formula.regex_class_escape(substr(rest, at), fold);
    IF item.taken IS NULL THEN RETURN item; END IF;
    IF item.taken > 0 THEN
      points := points + item.points;
      at := at + item.taken;
      CONTINUE;
    END IF;
    FOR side IN 1 .. 2 LOOP
      IF at > length(rest) THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
      IF substr(rest, at, 1) = '\' THEN
        item := formula.regex_character_escape(substr(rest, at));
        IF item.taken IS NULL THEN RETURN item; END IF;
        at := at + item.taken;
        high := item.point;
      ELSE
        high := ascii(substr(rest, at, 1));
        at := at + 1;
      END IF;
      IF side = 1 THEN
        low := high;
        EXIT WHEN substr(rest, at, 1) <> '-' OR substr(rest, at, 2) = '-]';
        at := at + 1;
      END IF;
    END LOOP;
    IF high < low THEN RETURN ROW(NULL, NULL, NULL)::formula.regex_item; END IF;
    more := int4multirange(int4range(low, high, '[]'));
    IF fold THEN more := formula.case_folded(more); END IF;
    points := points + more;
  END LOOP;
  IF negative THEN points := formula.points_complement(points); END IF;
  RETURN ROW(at, NULL, points)::formula.regex_item;
END $$;

-- The program of a pattern; NULL when RE2 refuses it, or when it is longer, deeper or larger than the library's LIMITS.
CREATE FUNCTION formula.regex_compile(pattern text) RETURNS formula.regex_program
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  chars text[] := string_to_array(pattern, NULL);
  count integer := coalesce(cardinality(chars), 0);
  at integer := 1;
  char text;
  rest text;
  item formula.regex_item;
  -- Last character of a \Q…\E in progress, and what to skip behind it.
  quoting boolean := false;
  quoted integer := 0;
  quote_end integer := 0;

  ops integer[] := '{}';
  xs integer[] := '{}';
  ys integer[] := '{}';
  classes int4multirange[] := '{}';
  size integer := 0;
  op integer;
  x integer;
  points int4multirange;

  -- Flags: 1 i, 2 m, 4 s, 8 U.
  flags integer := 0;
  new_flags integer;
  negated boolean;
  seen boolean;
  groups integer := 0;
  names jsonb := '{}';

  -- The open group: where its fragment and its branch begin, its number (0 for none), the flags outside it, how many
  -- pending jumps belong to outer groups, whether a branch can be empty, and the most its parts are repeated.
  group_start integer := 1;
  branch_start integer := 1;
  group_index integer := 0;
  outer_flags integer := 0;
  outer_jumps integer := 0;
  group_empty boolean := false;
  group_weight integer := 1;
  branch_empty boolean := true;
  branch_weight integer := 1;
  -- The last atom, which a repetition would take: 0 when there is none.
  atom integer := 0;
  atom_empty boolean := true;
  atom_weight integer := 1;
  stack integer[] := '{}';
  depth integer := 0;
  jumps integer[] := '{}';
  jump_count integer := 0;
  -- Second halves of capturing groups still open, counted as the evaluator counts them.
  owed integer := 0;

  repeated boolean := false;
  was_repeated boolean;
  least integer;
  most integer;
  lazy boolean;
  width integer;
  new_size integer;
  f_ops integer[];
  f_xs integer[];
  f_ys integer[];

  first int4multirange := '{}';
  pending integer[];
  pending_count integer;
  visited boolean[];
  pc integer;
BEGIN
  IF formula.utf16_length(pattern) > 2000 THEN RETURN NULL; END IF;
  LOOP
    IF size + owed > 10000 THEN RETURN NULL; END IF;
    char := chars[at];
    op := 0;
    was_repeated := repeated;
    repeated := false;

    IF quoting THEN
      IF at > quoted THEN
        at := at + quote_end;
        quoting := false;
        CONTINUE;
      END IF;
      op := 1;
      x := ascii(char);
      at := at + 1;

    ELSIF at > count OR char IN ('|', ')') THEN
      -- The branch ends.
      IF atom > 0 THEN
        branch_empty := branch_empty AND atom_empty;
        branch_weight := greatest(branch_weight, atom_weight);
      END IF;
      group_empty := group_empty OR branch_empty;
      group_weight := greatest(group_weight, branch_weight);
      branch_empty := true;
      branch_weight := 1;
      atom := 0;
      IF char = '|' THEN
        width := size - branch_start + 1;
        ops := ops[1:branch_start - 1] || 5 || ops[branch_start:] || 6;
        xs := xs[1:branch_start - 1] || 1 || xs[branch_start:] || 0;
        ys := ys[1:branch_start - 1] || (width + 2) || ys[branch_start:] || 0;
        size := size + 2;
        jump_count := jump_count + 1;
        jumps[jump_count] := size;
        branch_start := size + 1;
        at := at + 1;
        CONTINUE;
      END IF;
      WHILE jump_count > outer_jumps LOOP
        xs[jumps[jump_count]] := size + 1 - jumps[jump_count];
        jump_count := jump_count - 1;
      END LOOP;
      EXIT WHEN at > count;
      IF depth = 0 THEN RETURN NULL; END IF;
      at := at + 1;
      IF group_index > 0 THEN
        owed := owed - 1;
        size := size + 1;
        ops[size] := 7;
        xs[size] := 2 * group_index + 1;
        ys[size] := 0;
      END IF;
      -- The closed group is the outer one's last atom.
      atom := group_start;
      atom_empty := group_empty;
      atom_weight := group_weight;
      flags := outer_flags;
      group_start := stack[depth * 9 - 8];
      branch_start := stack[depth * 9 - 7];
      group_index := stack[depth * 9 - 6];
      outer_flags := stack[depth * 9 - 5];
      outer_jumps := stack[depth * 9 - 4];
      group_empty := stack[depth * 9 - 3] = 1;
      group_weight := stack[depth * 9 - 2];
      branch_empty := stack[depth * 9 - 1] = 1;
      branch_weight := stack[depth * 9];
      depth := depth - 1;
      CONTINUE;

    ELSIF char = '(' THEN
      width := 0;
      new_flags := flags;
      IF chars[at + 1] IS DISTINCT FROM '?' THEN
        width := 1;
        at := at + 1;
      ELSE
        rest := substr(pattern, at);
        IF starts_with(rest, '(?P<') OR starts_with(rest, '(?<') THEN
          char := substring(rest COLLATE "C" FROM '^\(\?P?<([0-9A-Za-z_]+)>');
          IF char IS NULL OR names ? char THEN RETURN NULL; END IF;
          names := names || jsonb_build_object(char, groups + 1);
          at := at + strpos(rest, '>');
          width := 1;
        ELSE
          at := at + 2;
          negated := false;
          seen := false;
          LOOP
            IF at > count THEN RETURN NULL; END IF;
            char := chars[at];
            at := at + 1;
            x := CASE char WHEN 'i' THEN 1 WHEN 'm' THEN 2 WHEN 's' THEN 4 WHEN 'U' THEN 8 END;
            IF x IS NOT NULL THEN
              seen := true;
              new_flags := CASE WHEN negated THEN new_flags & ~x ELSE new_flags | x END;
            ELSIF char = '-' AND NOT negated THEN
              negated := true;
              seen := false;
            ELSIF char IN (':', ')') AND (seen OR NOT negated) THEN
              EXIT;
            ELSE
              RETURN NULL;
            END IF;
          END LOOP;
          IF char = ')' THEN
            flags := new_flags;
            CONTINUE;
          END IF;
        END IF;
      END IF;
      IF atom > 0 THEN
        branch_empty := branch_empty AND atom_empty;
        branch_weight := greatest(branch_weight, atom_weight);
        atom := 0;
      END IF;
      IF depth = 150 THEN RETURN NULL; END IF;
      depth := depth + 1;
      stack[depth * 9 - 8] := group_start;
      stack[depth * 9 - 7] := branch_start;
      stack[depth * 9 - 6] := group_index;
      stack[depth * 9 - 5] := outer_flags;
      stack[depth * 9 - 4] := outer_jumps;
      stack[depth * 9 - 3] := group_empty::integer;
      stack[depth * 9 - 2] := group_weight;
      stack[depth * 9 - 1] := branch_empty::integer;
      stack[depth * 9] := branch_weight;
      group_start := size + 1;
      group_index := 0;
      IF width = 1 THEN
        groups := groups + 1;
        group_index := groups;
        owed := owed + 1;
        size := size + 1;
        ops[size] := 7;
        xs[size] := 2 * groups;
        ys[size] := 0;
      END IF;
      branch_start := size + 1;
      outer_flags := flags;
      flags := new_flags;
      outer_jumps := jump_count;
      group_empty := false;
      group_weight := 1;
      branch_empty := true;
      branch_weight := 1;
      CONTINUE;

    ELSIF char IN ('*', '+', '?') THEN
      least := CASE char WHEN '+' THEN 1 ELSE 0 END;
      most := CASE char WHEN '?' THEN 1 ELSE -1 END;
      at := at + 1;

    ELSIF char = '{' THEN
      rest := substring(substr(pattern, at) COLLATE "C" FROM '^\{(?:0|[1-9][0-9]*)(?:,(?:0|[1-9][0-9]*)?)?\}');
      IF rest IS NULL THEN
        op := 1;
        x := 123;
        at := at + 1;
      ELSE
        at := at + length(rest);
        rest := btrim(rest, '{}');
        IF rest COLLATE "C" ~ '[0-9]{5}' THEN RETURN NULL; END IF;
        least := split_part(rest, ',', 1)::integer;
        most := CASE WHEN strpos(rest, ',') = 0 THEN least
                     ELSE coalesce(nullif(split_part(rest, ',', 2), '')::integer, -1) END;
        IF least > 1000 OR most > 1000 OR (most >= 0 AND least > most) THEN RETURN NULL; END IF;
        atom_weight := atom_weight * CASE most WHEN -1 THEN greatest(least, 1) ELSE most END;
        IF atom > 0 AND atom_weight > 1000 THEN RETURN NULL; END IF;
      END IF;

    ELSIF char = '^' THEN
      op := 8;
      x := CASE WHEN flags & 2 = 0 THEN 1 ELSE 3 END;
      at := at + 1;
    ELSIF char = '$' THEN
      op := 8;
      x := CASE WHEN flags & 2 = 0 THEN 2 ELSE 4 END;
      at := at + 1;
    ELSIF char = '.' THEN
      op := CASE WHEN flags & 4 = 0 THEN 4 ELSE 3 END;
      x := 0;
      at := at + 1;
    ELSIF char = '[' THEN
      item := formula.regex_bracket(substr(pattern, at), flags & 1 = 1);
      IF item.taken IS NULL THEN RETURN NULL; END IF;
      op := 2;
      points := item.points;
      at := at + item.taken;
    ELSIF char = '\' THEN
      char := coalesce(chars[at + 1], '');
      IF char IN ('A', 'z', 'b', 'B') THEN
        op := 8;
        x := CASE char WHEN 'A' THEN 1 WHEN 'z' THEN 2 WHEN 'b' THEN 5 ELSE 6 END;
        at := at + 2;
      ELSIF char = 'Q' THEN
        at := at + 2;
        rest := substr(pattern, at);
        quote_end := CASE WHEN strpos(rest, '\E') > 0 THEN 2 ELSE 0 END;
        quoted := at - 1 + CASE WHEN quote_end > 0 THEN strpos(rest, '\E') - 1 ELSE length(rest) END;
        quoting := true;
        CONTINUE;
      ELSE
        item := formula.regex_class_escape(substr(pattern, at), flags & 1 = 1);
        IF item.taken = 0 THEN item := formula.regex_character_escape(substr(pattern, at)); END IF;
        IF item.taken IS NULL THEN RETURN NULL; END IF;
        op := CASE WHEN item.points IS NULL THEN 1 ELSE 2 END;
        x := item.point;
        points := item.points;
        at := at + item.taken;
      END IF;
    ELSE
      op := 1;
      x := ascii(char);
      at := at + 1;
    END IF;

    IF op > 0 THEN
      IF atom > 0 THEN
        branch_empty := branch_empty AND atom_empty;
        branch_weight := greatest(branch_weight, atom_weight);
      END IF;
      IF op = 1 AND flags & 1 = 1 THEN
        points := formula.case_folded(int4multirange(int4range(x, x, '[]')));
        IF points <> int4multirange(int4range(x, x, '[]')) THEN op := 2; END IF;
      END IF;
      IF op = 2 THEN
        x := array_position(classes, points);
        IF x IS NULL THEN
          classes := array_append(classes, points);
          x := cardinality(classes);
        END IF;
      END IF;
      size := size + 1;
      ops[size] := op;
      xs[size] := x;
      ys[size] := 0;
      atom := size;
      atom_empty := op = 8;
      atom_weight := 1;
      CONTINUE;
    END IF;

    -- A repetition of the last atom.
    lazy := chars[at] IS NOT DISTINCT FROM '?';
    IF lazy THEN at := at + 1; END IF;
    lazy := lazy <> (flags & 8 = 8);
    IF was_repeated OR atom = 0 THEN RETURN NULL; END IF;
    repeated := true;
    width := size - atom + 1;
    IF width = 0 OR most = 0 THEN
      ops := ops[1:atom - 1];
      xs := xs[1:atom - 1];
      ys := ys[1:atom - 1];
      size := atom - 1;
      atom_empty := true;
      CONTINUE;
    END IF;
    new_size := CASE WHEN most >= 0 THEN width * most + most - least
                     WHEN least = 0 THEN width + 2 ELSE width * least + 1 END;
    IF atom - 1 + new_size + owed > 10000 THEN RETURN NULL; END IF;
    f_ops := ops[atom:];
    f_xs := xs[atom:];
    f_ys := ys[atom:];
    IF most = -1 AND least = 0 THEN
      -- Of what can be empty: once or more, or not at all, so that an empty turn ends the loop.
      ops := ops[1:atom - 1] || 5 || f_ops || CASE WHEN atom_empty THEN 5 ELSE 6 END;
      xs := xs[1:atom - 1] || CASE WHEN lazy THEN width + 2 ELSE 1 END || f_xs
        || CASE WHEN NOT atom_empty THEN -width - 1 WHEN lazy THEN 1 ELSE -width END;
      ys := ys[1:atom - 1] || CASE WHEN lazy THEN 1 ELSE width + 2 END || f_ys
        || CASE WHEN lazy THEN -width ELSE 1 END;
      atom_empty := true;
    ELSE
      FOR turn IN 2 .. least LOOP
        ops := ops || f_ops;
        xs := xs || f_xs;
        ys := ys || f_ys;
      END LOOP;
      IF most = -1 THEN
        ops := ops || 5;
        xs := xs || CASE WHEN lazy THEN 1 ELSE -width END;
        ys := ys || CASE WHEN lazy THEN -width ELSE 1 END;
      ELSE
        IF least = 0 THEN
          ops := ops[1:atom - 1];
          xs := xs[1:atom - 1];
          ys := ys[1:atom - 1];
        END IF;
        FOR turn IN REVERSE most - least .. 1 LOOP
          ops := ops || 5 || f_ops;
          xs := xs || CASE WHEN lazy THEN turn * (width + 1) ELSE 1 END || f_xs;
          ys := ys || CASE WHEN lazy THEN 1 ELSE turn * (width + 1) END || f_ys;
        END LOOP;
        atom_empty := atom_empty OR least = 0;
      END IF;
    END IF;
    size := atom - 1 + new_size;
  END LOOP;
  IF depth > 0 THEN RETURN NULL; END IF;
  ops := ops || 9;
  xs := xs || 0;
  ys := ys || 0;

  pending := ARRAY[1];
  pending_count := 1;
  WHILE pending_count > 0 LOOP
    pc := pending[pending_count];
    pending_count := pending_count - 1;
    CONTINUE WHEN visited[pc];
    visited[pc] := true;
    op := ops[pc];
    IF op = 9 THEN
      first := NULL;
      EXIT;
    ELSIF op = 1 THEN first := first + int4multirange(int4range(xs[pc], xs[pc], '[]'));
    ELSIF op = 2 THEN first := first + classes[xs[pc]];
    ELSIF op = 3 THEN first := first + int4multirange(int4range(0, 1114112));
    ELSIF op = 4 THEN first := first + '{[0,10),[11,1114112)}'::int4multirange;
    ELSE
      pending_count := pending_count + 1;
      pending[pending_count] := CASE WHEN op IN (5, 6) THEN pc + xs[pc] ELSE pc + 1 END;
      IF op = 5 THEN
        pending_count := pending_count + 1;
        pending[pending_count] := pc + ys[pc];
      END IF;
    END IF;
  END LOOP;
  RETURN ROW(ops, xs, ys, classes, first, groups, names, 100000000 / greatest(size, 1));
END $$;

-- Matches of a program in a text by backtracking that visits no state twice at one place, which finds what RE2 finds.
-- wanted 0: '{1}' when it matches; 1: start and end of the first match; 2: for every match the slots of the whole and
-- of each group, 0-based and -1 for none, an empty match right behind another left out. '{}' when nothing matches,
-- NULL when the program is NULL or the work beyond bounds.
CREATE FUNCTION formula.regex_search(t text, p formula.regex_program, wanted integer) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  ops integer[] := p.ops;
  xs integer[] := p.xs;
  ys integer[] := p.ys;
  classes int4multirange[] := p.classes;
  first int4multirange := p.first;
  points integer[];
  n integer;
  -- The search that last visited a state at a place; only forks are noted, every loop has one.
  visited integer[];
  forks integer[];
  fork_count integer := 0;
  key integer;
  search integer := 0;
  slots integer := 2 * p.groups + 2;
  caps integer[];
  stack integer[];
  sp integer;
  start integer := 0;
  at integer;
  pc integer;
  op integer;
  x integer;
  holds boolean;
  last_end integer := -1;
  -- Instructions run so far, and how many may be.
  steps integer := 0;
  most_steps CONSTANT integer := 5000000;
  result integer[] := '{}';
  found integer := 0;
BEGIN
  IF ops IS NULL THEN RETURN NULL; END IF;
  IF octet_length(t) > p.longest AND formula.utf16_length(t) > p.longest THEN RETURN NULL; END IF;
  points := ARRAY(SELECT ascii(char) FROM unnest(string_to_array(t, NULL)) AS char);
  n := cardinality(points);
  FOR i IN 1 .. cardinality(ops) LOOP
    IF ops[i] = 5 THEN
      forks[i] := fork_count * (n + 1) + 1;
      fork_count := fork_count + 1;
      IF fork_count::bigint * (n + 1) > 4000000 THEN RETURN NULL; END IF;
    END IF;
  END LOOP;
  IF fork_count > 0 THEN visited := array_fill(0, ARRAY[fork_count * (n + 1)]); END IF;

  <<searches>>
  WHILE start <= n LOOP
    search := search + 1;
    <<starts>>
    LOOP
      IF first IS NOT NULL THEN
        at := start;
        WHILE start < n AND NOT first @> points[start + 1] LOOP start := start + 1; END LOOP;
        steps := steps + (start - at) / 4;
        EXIT searches WHEN start >= n;
      END IF;
      at := start;
      pc := 1;
      sp := 0;
      IF wanted = 2 THEN caps := array_fill(-1, ARRAY[slots]); END IF;
      FOR step IN steps .. most_steps LOOP
        op := ops[pc];
        IF op <= 4 THEN
          IF at < n AND (CASE op WHEN 1 THEN points[at + 1] = xs[pc] WHEN 2 THEN classes[xs[pc]] @> points[at + 1]
                                 WHEN 3 THEN true ELSE points[at + 1] <> 10 END) THEN
            at := at + 1;
            pc := pc + 1;
            CONTINUE;
          END IF;
        ELSIF op = 5 THEN
          key := forks[pc] + at;
          IF visited[key] <> search THEN
            visited[key] := search;
            sp := sp + 2;
            stack[sp - 1] := pc + ys[pc];
            stack[sp] := at;
            pc := pc + xs[pc];
            CONTINUE;
          END IF;
        ELSIF op = 6 THEN
          pc := pc + xs[pc];
          CONTINUE;
        ELSIF op = 7 THEN
          IF wanted = 2 THEN
            x := xs[pc] + 1;
            sp := sp + 2;
            stack[sp - 1] := -x;
            stack[sp] := caps[x];
            caps[x] := at;
          END IF;
          pc := pc + 1;
          CONTINUE;
        ELSIF op = 8 THEN
          CASE xs[pc]
            WHEN 1 THEN holds := at = 0;
            WHEN 2 THEN holds := at = n;
            WHEN 3 THEN holds := at = 0 OR points[at] = 10;
            WHEN 4 THEN holds := at = n OR points[at + 1] = 10;
            ELSE
              holds := (coalesce('{[48,58),[65,91),[95,96),[97,123)}'::int4multirange @> points[at], false)
                <> coalesce('{[48,58),[65,91),[95,96),[97,123)}'::int4multirange @> points[at + 1], false))
                = (xs[pc] = 5);
          END CASE;
          IF holds THEN
            pc := pc + 1;
            CONTINUE;
          END IF;
        ELSE
          steps := step;
          EXIT starts;
        END IF;
        -- Back to the last fork, undoing the slots set since.
        pc := 0;
        WHILE pc = 0 AND sp > 0 LOOP
          x := stack[sp - 1];
          IF x < 0 THEN
            caps[-x] := stack[sp];
          ELSE
            pc := x;
            at := stack[sp];
          END IF;
          sp := sp - 2;
        END LOOP;
        IF pc = 0 THEN
          steps := step;
          EXIT;
        END IF;
      END LOOP;
      -- The steps ran out.
      IF pc > 0 THEN RETURN NULL; END IF;
      start := start + 1;
      EXIT searches WHEN start > n;
    END LOOP;

    IF wanted = 0 THEN RETURN ARRAY[1]; END IF;
    IF wanted = 1 THEN RETURN ARRAY[start, at]; END IF;
    IF at > start OR start <> last_end THEN
      caps[1] := start;
      caps[2] := at;
      FOR slot IN 1 .. slots LOOP result[found + slot] := caps[slot]; END LOOP;
      found := found + slots;
      last_end := at;
    END IF;
    start := CASE WHEN at > start THEN at ELSE at + 1 END;
  END LOOP;
  RETURN result;
END $$;

-- NULL where the result is #ERROR!, here and below.
CREATE FUNCTION formula.regex_match(t text, p formula.regex_program) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT cardinality(formula.regex_search(t, p, 0)) > 0 $$;

CREATE FUNCTION formula.regex_extract(t text, p formula.regex_program) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  found integer[] := formula.regex_search(t, p, 1);
BEGIN
  RETURN CASE WHEN cardinality(found) > 0 THEN substr(t, found[1] + 1, found[2] - found[1]) END;
END $$;

-- Pieces of a replacement by the rules of JavaScript's replace: texts as they are, and before each of them what stands
-- in the match: a group's number (0 the whole), -1 the text before the match, -2 that after it, NULL nothing.
CREATE TYPE formula.regex_replacement AS (texts text[], marks integer[]);

CREATE FUNCTION formula.regex_pieces(replacement text, p formula.regex_program) RETURNS formula.regex_replacement
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  rest text := replacement;
  texts text[] := '{}';
  marks integer[] := '{NULL}';
  current text := '';
  dollar integer;
  mark integer;
  taken integer;
  sign text;
  named boolean := p.names <> '{}';
BEGIN
  LOOP
    dollar := strpos(rest, '$');
    EXIT WHEN dollar = 0;
    current := current || substr(rest, 1, dollar - 1);
    rest := substr(rest, dollar);
    sign := substr(rest, 2, 1);
    mark := NULL;
    taken := 2;
    IF sign = '$' THEN current := current || '$';
    ELSIF sign = '&' THEN mark := 0;
    ELSIF sign = '`' THEN mark := -1;
    ELSIF sign = '''' THEN mark := -2;
    ELSIF sign = '<' AND named AND strpos(rest, '>') > 0 THEN
      taken := strpos(rest, '>');
      mark := (p.names ->> substr(rest, 3, taken - 3))::integer;
    ELSIF sign COLLATE "C" BETWEEN '0' AND '9' THEN
      mark := ascii(sign) - 48;
      sign := substr(rest, 3, 1);
      IF sign COLLATE "C" BETWEEN '0' AND '9' AND mark * 10 + ascii(sign) - 48 BETWEEN 1 AND p.groups THEN
        mark := mark * 10 + ascii(sign) - 48;
        taken := 3;
      ELSIF mark NOT BETWEEN 1 AND p.groups THEN
        mark := NULL;
        taken := 1;
        current := current || '$';
      END IF;
    ELSE
      taken := 1;
      current := current || '$';
    END IF;
    rest := substr(rest, taken + 1);
    IF mark IS NOT NULL THEN
      texts := array_append(texts, current);
      marks := array_append(marks, mark);
      current := '';
    END IF;
  END LOOP;
  RETURN ROW(array_append(texts, current || rest), marks);
END $$;

-- Characters [from_, to_) of a text cut into blocks of 2000: substr on the whole walks it from its beginning each time.
CREATE FUNCTION formula.regex_slice(blocks text[], from_ integer, to_ integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  first integer := from_ / 2000 + 1;
  last integer := (to_ - 1) / 2000 + 1;
BEGIN
  IF to_ <= from_ THEN RETURN ''; END IF;
  IF first = last THEN RETURN substr(blocks[first], from_ % 2000 + 1, to_ - from_); END IF;
  RETURN substr(blocks[first], from_ % 2000 + 1) || array_to_string(blocks[first + 1:last - 1], '')
    || substr(blocks[last], 1, (to_ - 1) % 2000 + 1);
END $$;

CREATE FUNCTION formula.regex_replace(t text, p formula.regex_program, replacement text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  found integer[] := formula.regex_search(t, p, 2);
  slots integer := 2 * p.groups + 2;
  blocks text[];
  size integer := length(t);
  replaced formula.regex_replacement;
  texts text[];
  marks integer[];
  pieces text[] := '{}';
  count integer := 0;
  total bigint := 0;
  last_end integer := 0;
  base integer;
  mark integer;
  piece text;
  result text;
BEGIN
  IF found IS NULL THEN RETURN NULL; END IF;
  IF cardinality(found) = 0 THEN
    result := t;
  ELSE
    blocks := ARRAY(SELECT substr(t, at, 2000) FROM generate_series(1, size, 2000) AS at);
    replaced := formula.regex_pieces(replacement, p);
    texts := replaced.texts;
    marks := replaced.marks;
    FOR match IN 0 .. cardinality(found) / slots - 1 LOOP
      base := match * slots;
      count := count + 1;
      pieces[count] := formula.regex_slice(blocks, last_end, found[base + 1]);
      total := total + found[base + 1] - last_end;
      last_end := found[base + 2];
      FOR i IN 1 .. cardinality(texts) LOOP
        mark := marks[i];
        IF mark IS NOT NULL THEN
          piece := CASE
            WHEN mark = -1 THEN formula.regex_slice(blocks, 0, found[base + 1])
            WHEN mark = -2 THEN formula.regex_slice(blocks, last_end, size)
            WHEN found[base + 2 * mark + 2] >= 0 THEN
              formula.regex_slice(blocks, found[base + 2 * mark + 1], found[base + 2 * mark + 2])
            ELSE '' END;
          count := count + 1;
          pieces[count] := piece;
          total := total + length(piece);
        END IF;
        count := count + 1;
        pieces[count] := texts[i];
        total := total + length(texts[i]);
      END LOOP;
      IF total > 1000000 THEN RETURN NULL; END IF;
    END LOOP;
    result := array_to_string(pieces, '') || formula.regex_slice(blocks, last_end, size);
  END IF;
  RETURN CASE WHEN formula.too_long(result) THEN NULL ELSE result END;
END $$;

-- migrate:down
DROP FUNCTION formula.regex_replace(text, formula.regex_program, text);
DROP FUNCTION formula.regex_slice(text[], integer, integer);
DROP FUNCTION formula.regex_pieces(text, formula.regex_program);
DROP TYPE formula.regex_replacement;
DROP FUNCTION formula.regex_extract(text, formula.regex_program);
DROP FUNCTION formula.regex_match(text, formula.regex_program);
DROP FUNCTION formula.regex_search(text, formula.regex_program, integer);
DROP FUNCTION formula.regex_compile(text);
DROP FUNCTION formula.regex_bracket(text, boolean);
DROP FUNCTION formula.regex_character_escape(text);
DROP FUNCTION formula.regex_class_escape(text, boolean);
DROP TYPE formula.regex_item;
DROP FUNCTION formula.ascii_class(text);
DROP FUNCTION formula.points_complement(int4multirange);
DROP FUNCTION formula.case_folded(int4multirange);
DROP TYPE formula.regex_program;
