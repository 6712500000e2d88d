/**
 * Writes migrations/…_formula_case.sql: LOWER and UPPER by this Node's Unicode. ICU of PostgreSQL 18 in its portable
 * build knows Unicode 9; the letters that it maps otherwise, one to one all of them, are translated first.
 * Run with DATABASE_URL of a server whose ICU is the oldest supported.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const points = Array.from({ length: 0x110000 }, (_, point) => point).filter(
  (point) => point > 0 && (point < 0xd800 || point > 0xdfff),
);
const { rows } = await client.query(
  `SELECT point, lower(chr(point) COLLATE "und-x-icu") AS lower, upper(chr(point) COLLATE "und-x-icu") AS upper
   FROM unnest($1::int[]) AS point ORDER BY point`,
  [points],
);
await client.end();

/** `U&'…'` of the letters mapped otherwise, and of what they become. */
function missing(name, map) {
  const letters = rows.filter((row) => map(String.fromCodePoint(row.point)) !== row[name]);
  const escape = (text) => `\\+${text.codePointAt(0).toString(16).padStart(6, '0')}`;
  const text = (pick) => {
    const lines = [];
    for (let at = 0; at < letters.length; at += 14)
      lines.push(
        letters
          .slice(at, at + 14)
          .map((row) => escape(pick(String.fromCodePoint(row.point))))
          .join(''),
      );
    return lines.map((line) => `U&'${line}'`).join('\n      || ');
  };
  return [text((letter) => letter), text(map)];
}

const [lowerFrom, lowerTo] = missing('lower', (letter) => letter.toLowerCase());
const [upperFrom, upperTo] = missing('upper', (letter) => letter.toUpperCase());
const mapped = (name, from, to) => `CREATE FUNCTION formula.${name}_case(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN ${name}(t COLLATE "C") COLLATE "default"
    ELSE ${name}(translate(t,
      ${from},
      ${to}) COLLATE "und-x-icu") COLLATE "default" END
$$;`;

writeFileSync(
  join(import.meta.dirname, '../migrations/20261123020060_formula_case.sql'),
  `-- migrate:up
-- Written by libs/formula/scripts/generate-case.mjs. LOWER and UPPER by Unicode ${process.versions.unicode}, whatever the age of the server's ICU:
-- letters that it may not know yet are translated first.

${mapped('lower', lowerFrom, lowerTo)}

${mapped('upper', upperFrom, upperTo)}

-- Lower case where that keeps the length, so that positions in it are positions in the text.
CREATE FUNCTION formula.folded(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(formula.lower_case(t)) = length(t) THEN formula.lower_case(t) ELSE t END
$$;

-- migrate:down
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['folded', 'upper_case', 'lower_case'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
`,
);
