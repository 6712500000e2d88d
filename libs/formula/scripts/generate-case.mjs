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

const SIGMA = 0x3a3;

/** Code points as the inside of a bracket expression. */
function ranges(points) {
  const escape = (point) =>
    point > 0xffff
      ? `\\U${point.toString(16).padStart(8, '0')}`
      : `\\u${point.toString(16).padStart(4, '0')}`;
  let text = '';
  for (let at = 0; at < points.length;) {
    let end = at;
    while (points[end + 1] === points[end] + 1) end += 1;
    text += end === at ? escape(points[at]) : `${escape(points[at])}-${escape(points[end])}`;
    at = end + 1;
  }
  return text;
}

/** SQL of a text in lines. */
function lines(text, width, quote) {
  const parts = text.match(new RegExp(`(?:${width})`, 'g'));
  return parts.map((part) => `${quote}${part}'`).join('\n      || ');
}

/** The letters mapped otherwise: as bracket expression, and as `U&'…'` with what they become. */
function missing(name, map) {
  const letters = rows
    .filter((row) => map(String.fromCodePoint(row.point)) !== row[name])
    .map(({ point }) => point);
  // Greek capital sigma is mapped by its place in the word, before ICU sees it.
  if (name === 'lower') letters.unshift(SIGMA);
  const escape = (text) => `\\+${text.codePointAt(0).toString(16).padStart(6, '0')}`;
  const text = (pick) =>
    lines(
      letters.map((point) => escape(pick(String.fromCodePoint(point)))).join(''),
      '.{8}){1,14}(?:',
      "U&'",
    );
  return { class: ranges(letters), from: text((letter) => letter), to: text(map) };
}

/** How a character stands beside a final sigma: letters that have case, and what is passed over on the way to one. */
const cased = [];
const passed = [];
for (const point of points) {
  const char = String.fromCodePoint(point);
  if (`${char}Σ`.toLowerCase().endsWith('ς')) cased.push(point);
  else if (`A${char}Σ`.toLowerCase().endsWith('ς')) passed.push(point);
}
const lower = missing('lower', (letter) => letter.toLowerCase());
const upper = missing('upper', (letter) => letter.toUpperCase());
const mapped = (name, { class: newer, from, to }, text) => `-- Of texts with one of these letters.
CREATE FUNCTION formula.${name}_newer(t text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN ${name}(translate(${text},
      ${from},
      ${to}) COLLATE "und-x-icu") COLLATE "default";
END $$;

CREATE FUNCTION formula.${name}_unicode(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN t ~ ('['
      || ${lines(newer, '[^]{1,110}', "'")}
      || ']') THEN formula.${name}_newer(t)
    ELSE ${name}(t COLLATE "und-x-icu") COLLATE "default" END
$$;

CREATE FUNCTION formula.${name}_case(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN ${name}(t COLLATE "C") COLLATE "default"
    ELSE formula.${name}_unicode(t) END
$$;`;

writeFileSync(
  join(import.meta.dirname, '../migrations/20261123020060_formula_case.sql'),
  `-- migrate:up
-- Written by libs/formula/scripts/generate-case.mjs. LOWER and UPPER by Unicode ${process.versions.unicode}, whatever the age of the server's ICU:
-- letters that it may not know yet are translated first, and the sigma at the end of a word, for which it must know the
-- letters beside it.

-- A capital sigma at the end of a word: behind a letter that has case and before none, marks between passed over.
CREATE FUNCTION formula.final_sigma() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT format('(?<=[%1$s][%2$s]*)\\u03a3(?![%2$s]*[%1$s])',
    ${lines(ranges(cased), '[^]{1,110}', "'")},
    ${lines(ranges(passed), '[^]{1,110}', "'")})
$$;

${mapped('lower', lower, "regexp_replace(t, formula.final_sigma(), U&'\\03c2', 'g')")}

${mapped('upper', upper, 't')}

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
  FOREACH name IN ARRAY ARRAY['folded', 'upper_case', 'upper_unicode', 'upper_newer', 'lower_case', 'lower_unicode',
    'lower_newer', 'final_sigma'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
`,
);
