/**
 * Writes src/sql/text-folding.generated.json and the migration of api.text_order, both from the Unicode data of this
 * Node: one table for both sides, so that neither asks the Unicode version of its own engine.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const UNICODE = '17.0';
if (process.versions.unicode !== UNICODE)
  throw new Error(`The table is made from Unicode ${UNICODE}; this Node has ${process.versions.unicode}.`);

/** Letters that people look for under others, though Unicode takes nothing off them. */
const LETTERS = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o\u0338',
  đ: 'd\u0335',
  ð: 'd',
  þ: 'th',
  ħ: 'h\u0335',
  ł: 'l\u0335',
  ŧ: 't\u0335',
  ı: 'i',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
};

/** Marks on letters, and characters that are not seen: their blocks as a whole, so that no new one needs a new table. */
const IGNORED = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x591, 0x5bd],
  [0x5bf, 0x5bf],
  [0x5c1, 0x5c2],
  [0x5c4, 0x5c5],
  [0x5c7, 0x5c7],
  [0x610, 0x61a],
  [0x61c, 0x61c],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0x20d0, 0x20ff],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
];

const isSurrogate = (point) => point >= 0xd800 && point <= 0xdfff;
/** Syllables and ideographs stand in the order of their code points already. */
const isWhole = (point) =>
  (point >= 0xac00 && point <= 0xd7a3) ||
  (point >= 0xf900 && point <= 0xfaff) ||
  (point >= 0x2f800 && point <= 0x2fa1f);

/** What the character counts as: lower case, in parts, digits as ours. */
function folded(char) {
  const point = char.codePointAt(0);
  if (LETTERS[char] !== undefined) return LETTERS[char];
  if (/^\p{Zs}$/u.test(char)) return ' ';
  if (/^\p{Nd}$/u.test(char)) return String(digitOf(point));
  const full = point >= 0xff01 && point <= 0xff5e ? String.fromCodePoint(point - 0xfee0) : char;
  const parts = [...full.toLowerCase().normalize(point >= 0xfb00 && point <= 0xfb06 ? 'NFKD' : 'NFD')];
  return parts.map((part) => (part === char || part < '\u0080' ? part : folded(part))).join('');
}

/** Decimal digits stand in runs of ten. */
function digitOf(point) {
  let zero = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (point - zero) % 10;
}

const table = new Map();
for (let point = 0x80; point < 0x110000; point++) {
  if (isSurrogate(point) || isWhole(point)) continue;
  const char = String.fromCodePoint(point);
  const counts = folded(char);
  if (counts !== char) table.set(point, counts);
}

for (const [point, counts] of table)
  if ([...counts].some((part) => table.has(part.codePointAt(0))))
    throw new Error(`U+${point.toString(16)} stands for a character that stands for another.`);

/** The table in runs of characters that are all moved by the same distance, and the others one by one. */
function packed() {
  const runs = [];
  const letters = {};
  const left = new Map(table);
  for (const [point, counts] of table) {
    if (!left.has(point)) continue;
    const distance = counts.codePointAt(0) - point;
    const moved = (at) => {
      const target = table.get(at);
      return target !== undefined && [...target].length === 1 && target.codePointAt(0) - at === distance;
    };
    const length = (step) => {
      let count = 0;
      while (left.has(point + count * step) && moved(point + count * step)) count += 1;
      return count;
    };
    const step = length(1) >= length(2) ? 1 : 2;
    const count = length(step);
    if (count < 3) {
      letters[String.fromCodePoint(point)] = counts;
      left.delete(point);
      continue;
    }
    runs.push([point, count, step, distance]);
    for (let at = 0; at < count; at++) left.delete(point + at * step);
  }
  return { ignored: IGNORED, runs, letters };
}

/** JSON in ASCII: an editor that composes marks would change the table. */
const ascii = (value) =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Ranges as the inside of a bracket expression, for PostgreSQL. */
const bracket = (ranges) => {
  const escape = (point) =>
    point > 0xffff
      ? `\\U${point.toString(16).padStart(8, '0')}`
      : `\\u${point.toString(16).padStart(4, '0')}`;
  return ranges.map(([from, to]) => (from === to ? escape(from) : `${escape(from)}-${escape(to)}`)).join('');
};

/** The table's characters in ranges. */
const changing = [];
for (const point of table.keys()) {
  const last = changing.at(-1);
  if (last?.[1] === point - 1) last[1] = point;
  else changing.push([point, point]);
}

const quoted = (text, width) =>
  text
    .match(new RegExp(`[^]{1,${width}}`, 'gu'))
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join('\n    || ');

/** Every character of ASCII but NUL and the digits, as SQL. */
const NOT_DIGITS = `E'${Array.from({ length: 127 }, (_, at) => at + 1)
  .filter((point) => point < 0x30 || point > 0x39)
  .map((point) => `\\x${point.toString(16).padStart(2, '0')}`)
  .join('')}'`;

writeFileSync(
  join(import.meta.dirname, '../src/sql/text-folding.generated.json'),
  `${ascii(packed()).replaceAll(/.{1,120}(?:,|$)/g, '$&\n')}`,
);
writeFileSync(
  join(import.meta.dirname, '../../store-postgres/migrations/20261128190000_text_order.sql'),
  `-- migrate:up
-- Written by libs/field-types/scripts/generate-text-order.mjs from Unicode ${UNICODE}. The order of texts: case, accents and
-- quotation marks aside, runs of digits by value; among equals by accents, then by the text itself. The table is ours, so
-- that neither the age of the server nor that of a browser counts; src/sql/text-order.ts of field-types does the same.

-- What a character beyond ASCII counts as, where that is another.
CREATE FUNCTION api.text_folding() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (${quoted(ascii(Object.fromEntries([...table].map(([point, counts]) => [String.fromCodePoint(point), counts]))), 110)})::jsonb
$$;

-- Lower case, accents and the like as marks behind their letters. U+0001 divides the parts of a key and stands in none.
-- No character of the table stands for one that is in it: some may be replaced one after the other, sooner than all at once.
CREATE FUNCTION api.text_spelt(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  lowered text := translate(lower(t COLLATE "C"), E'\\x01', E'\\x02');
  others text;
  other text;
BEGIN
  IF octet_length(lowered) = length(lowered) OR lowered COLLATE "C" !~ ('['
    || ${quoted(bracket(changing), 100)}
    || ']') THEN RETURN lowered; END IF;
  others := regexp_replace(lowered COLLATE "C", '[\\u0001-\\u007f]+', '', 'g');
  IF length(others) > 12 THEN
    RETURN (SELECT string_agg(coalesce(api.text_folding() ->> c, c), '') FROM (
      SELECT unnest(string_to_array(lowered, NULL)) AS c) AS characters);
  END IF;
  FOREACH other IN ARRAY string_to_array(others, NULL) LOOP
    lowered := replace(lowered, other, coalesce(api.text_folding() ->> other, other));
  END LOOP;
  RETURN lowered;
END $$;

-- The same without marks and invisible characters.
CREATE FUNCTION api.text_bare(spelt text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(spelt) = length(spelt) THEN spelt ELSE regexp_replace(spelt COLLATE "C",
    '[${bracket(IGNORED)}]', '', 'g') COLLATE "default" END
$$;

-- A run of digits as twelve digits, a longer one behind a colon and its length: the order of values.
CREATE FUNCTION api.digits_by_value(run text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(run) <= 12 THEN lpad(run, 12, '0')
    WHEN length(ltrim(run, '0')) <= 12 THEN lpad(ltrim(run, '0'), 12, '0')
    ELSE ':' || lpad(length(ltrim(run, '0'))::text, 7, '0') || ltrim(run, '0') END
$$;

-- The text with its runs of digits by value. Piece by piece is sooner where there are few, and slow where there are many.
CREATE FUNCTION api.text_numbered(bare text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  done text := '';
  rest text := bare;
  tail text;
BEGIN
  IF octet_length(bare) > 300 OR octet_length(bare) > length(bare) THEN
    RETURN (SELECT string_agg(CASE WHEN run[1] ~ '^[0-9]' THEN api.digits_by_value(run[1]) ELSE run[1] END, '')
      FROM (SELECT regexp_matches(bare COLLATE "C", '([0-9]+|[^0-9]+)', 'g') AS run) AS runs);
  END IF;
  WHILE rest <> '' LOOP
    tail := ltrim(rest, ${NOT_DIGITS});
    EXIT WHEN tail = '';
    done := done || left(rest, length(rest) - length(tail));
    rest := ltrim(tail, '0123456789');
    done := done || api.digits_by_value(left(tail, length(tail) - length(rest)));
  END LOOP;
  RETURN done || rest;
END $$;

-- The key of any text: what is looked at first, and, where that does not say all, how it is spelt and the text itself.
CREATE FUNCTION api.text_order_whole(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  spelt text := api.text_spelt(t);
  bare text := api.text_bare(spelt);
  numbered boolean := bare COLLATE "C" ~ '[0-9]';
  own text := CASE WHEN spelt = t THEN '' ELSE E'\\x01' || t END;
BEGIN
  IF numbered OR bare <> spelt THEN
    RETURN CASE WHEN numbered THEN api.text_numbered(bare) ELSE bare END || E'\\x01' || spelt || own;
  END IF;
  RETURN CASE WHEN own = '' THEN bare ELSE bare || E'\\x01' || own END;
END $$;

-- The key by which texts are ordered, to be compared by bytes: COLLATE "C". A text of plain small letters is its own key;
-- the other branches give ASCII what text_order_whole would, sooner.
CREATE FUNCTION api.text_order(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN t COLLATE "C" !~ '[^ -/:-@[-~]' THEN t
    WHEN t COLLATE "C" !~ '[^ -/:-~]' THEN lower(t COLLATE "C") || E'\\x01\\x01' || t
    WHEN t COLLATE "C" ~ '^[ -/:-~]*[0-9]{1,12}$' THEN
      lower(rtrim(t, '0123456789') COLLATE "C") || lpad(substr(t, length(rtrim(t, '0123456789')) + 1), 12, '0') || E'\\x01'
      || lower(t COLLATE "C") || CASE WHEN t COLLATE "C" ~ '[A-Z]' THEN E'\\x01' || t ELSE '' END
    ELSE api.text_order_whole(t) END
$$;

-- The text as it is searched for: case, accents and the like aside.
CREATE FUNCTION api.text_sought(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT api.text_bare(api.text_spelt(t))
$$;

-- migrate:down
DROP FUNCTION api.text_sought(text);
DROP FUNCTION api.text_order(text);
DROP FUNCTION api.text_order_whole(text);
DROP FUNCTION api.text_numbered(text);
DROP FUNCTION api.digits_by_value(text);
DROP FUNCTION api.text_bare(text);
DROP FUNCTION api.text_spelt(text);
DROP FUNCTION api.text_folding();
`,
);
