import { storable } from '../code-units';
import { LIMITS } from '../limits';
import type { SqlBuilder } from '../sql/sql-builder';
import type { SqlValue } from '../sql/sql-value';
import { longestOf } from '../sql/text-length';
import { sqlOf, textResult, whole, wholeResult, wholeSql } from './results';
import { HARMLESS, scaledText } from './text-bounds';

/**
 * Functions of one text as plain operators where its characters are such that PostgreSQL's own mean the same, and as the
 * exact functions of schema `formula` otherwise. PostgreSQL counts code points and JavaScript UTF-16 units: they agree in
 * a text without characters beyond U+FFFF, a `formula.is_flat` one.
 */
type Given = SqlValue | undefined;

/** JavaScript's white space and line ends, as formula.is_space knows them. */
const SPACES =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
/** A count beyond every text: beyond it all are alike, and sums of two are integers. */
const FAR = 1_000_000_000;
/** UTF-16 units that one of the text may become in the other case: U+0390 has three in upper case, U+0130 two in lower. */
const CASE_GROWTH = { upper: 3, lower: 2 } as const;

/** The value with its text in a column where it is not cheap to repeat. */
const repeatable = (given: Given, builder: SqlBuilder): SqlValue => {
  const value = given as SqlValue;
  return value.atomic
    ? value
    : { ...value, value: builder.column(value.value), atomic: true, size: undefined };
};

const isAscii = (t: string): string => `octet_length(${t}) = length(${t})`;

/** A count from 0 as an integer that is cheap to repeat. */
export function countSql(count: Given, builder: SqlBuilder): string {
  const { literal } = count as SqlValue;
  if (typeof literal === 'number') return builder.bind(Math.min(Math.max(whole(literal), 0), FAR), 'integer');
  return builder.column(`least(greatest(${wholeSql(count)}, 0), ${FAR}::float8)::integer`);
}

/** The 0-based unit of a position from 1, which is also that of 0 and less, alike. */
export function startSql(position: Given, builder: SqlBuilder): string {
  if (!position) return '0';
  const { literal } = position;
  if (typeof literal === 'number')
    return builder.bind(Math.min(Math.max(whole(literal) - 1, 0), FAR), 'integer');
  return builder.column(`least(greatest(${wholeSql(position)} - 1, 0), ${FAR}::float8)::integer`);
}

export function caseSql(name: 'upper' | 'lower', given: Given, builder: SqlBuilder): SqlValue {
  const text = repeatable(given, builder);
  const t = text.value;
  return scaledText(
    `CASE WHEN ${isAscii(t)} THEN ${name}(${t} COLLATE "C") COLLATE "default" ELSE formula.${name}_unicode(${t}) END`,
    text,
    CASE_GROWTH[name],
    `formula.too_long(formula.${name}_case(${t}))`,
    builder,
  );
}

export function lengthSql(given: Given, builder: SqlBuilder): SqlValue {
  const { value: t } = repeatable(given, builder);
  return wholeResult(`CASE WHEN ${isAscii(t)} THEN octet_length(${t}) ELSE formula.utf16_length(${t}) END`);
}

export function trimSql(given: Given, builder: SqlBuilder): SqlValue {
  const text = repeatable(given, builder);
  const t = text.value;
  // btrim() takes both texts apart into characters.
  const spaced = `formula.is_space(ascii(${t})) OR formula.is_space(ascii(right(${t}, 1)))`;
  const sql = `CASE WHEN ${spaced} THEN btrim(${t}, ${builder.bind(SPACES, 'text')}) ELSE ${t} END`;
  return shortened(sql, text);
}

/** A piece of a text that is cheap to repeat. */
const shortened = (sql: string, text: SqlValue, most = Infinity): SqlValue =>
  textResult(sql, {
    longest: Math.min(longestOf(text), most),
    size: text.size ?? `octet_length(${text.value})`,
  });

/** The most that a literal count lets through. */
const mostOf = (count: Given): number => {
  const { literal } = count as SqlValue;
  return typeof literal === 'number' ? Math.max(whole(literal), 0) : Infinity;
};

/** Units from the start or the end. */
export function endSql(side: 'left' | 'right', given: Given, count: Given, builder: SqlBuilder): SqlValue {
  const text = repeatable(given, builder);
  const t = text.value;
  const n = countSql(count, builder);
  const piece = `${side}(${t}, ${n})`;
  const exact =
    side === 'left'
      ? `formula.utf16_slice(${t}, 0, ${n})`
      : `formula.utf16_slice(${t}, formula.utf16_length(${t}) - ${n}, 'Infinity')`;
  // Fewer than three bytes more than characters asked for: the piece is flat, or it is the whole text and short enough.
  const sql = `CASE WHEN octet_length(${piece}) < ${n} + 3 OR formula.is_flat(${piece}) THEN ${piece} ELSE ${exact} END`;
  return shortened(sql, text, mostOf(count));
}

export function middleSql(given: Given, start: Given, count: Given, builder: SqlBuilder): SqlValue {
  const text = repeatable(given, builder);
  const t = text.value;
  const from = startSql(start, builder);
  const n = countSql(count, builder);
  const sql = `CASE WHEN formula.is_flat(${t}) THEN substr(${t}, ${from} + 1, ${n}) ELSE formula.utf16_slice(${t}, ${from}, ${from} + ${n}) END`;
  return shortened(sql, text, mostOf(count));
}

/** UTF-16 units, of three bytes at most, that PostgreSQL finds fast in any text; schema `formula` sees to longer ones. */
const NEAR_UNITS = 85;

const isNear = (given: Given): boolean => {
  const { literal } = given as SqlValue;
  return typeof literal === 'string' && literal.length <= NEAR_UNITS;
};

/** Every occurrence of a text that is not empty replaced. */
const replacedSql = (text: string, old: string, put: string, near: boolean): string =>
  near ? `replace(${text}, ${old}, ${put})` : `formula.replaced(${text}, ${old}, ${put})`;

export function findSql(needle: Given, hay: Given, from: Given, builder: SqlBuilder): SqlValue {
  const exact = (h: string): string =>
    `formula.utf16_find(${sqlOf(needle)}, ${h}, ${startSql(from, builder)}) + 1`;
  if (from) return wholeResult(`(${exact(sqlOf(hay))})`);
  const { value: h } = repeatable(hay, builder);
  const found = isNear(needle)
    ? `strpos(${h}, ${sqlOf(needle)})`
    : `formula.place_of(${sqlOf(needle)}, ${h})`;
  return wholeResult(`CASE WHEN formula.is_flat(${h}) THEN ${found} ELSE ${exact(h)} END`);
}

export function searchSql(needle: Given, hay: Given, from: Given, builder: SqlBuilder): SqlValue {
  const { literal } = needle as SqlValue;
  const exact = (h: string): string =>
    `nullif(formula.utf16_find(formula.folded(${sqlOf(needle)}), formula.folded(${h}), ${startSql(from, builder)}) + 1, 0)`;
  // Only ASCII letters have lower case in ASCII.
  if (from || typeof literal !== 'string' || !isNear(needle) || !/^[ -~]*$/.test(literal))
    return wholeResult(exact(sqlOf(hay)), { present: false });
  const { value: h } = repeatable(hay, builder);
  const found = `strpos(lower(${h} COLLATE "C"), ${builder.bind(literal.toLowerCase(), 'text')})`;
  return wholeResult(`CASE WHEN ${isAscii(h)} THEN nullif(${found}, 0) ELSE ${exact(h)} END`, {
    present: false,
  });
}

/** Every occurrence replaced. */
export function substituteAllSql(value: Given, old: Given, put: Given, builder: SqlBuilder): SqlValue {
  const [from, to] = [old, put].map((given) => {
    const { literal } = given as SqlValue;
    return typeof literal === 'string' ? storable(literal).length : undefined;
  });
  if (from && to !== undefined) {
    const text = to > from ? repeatable(value, builder) : (value as SqlValue);
    const t = text.value;
    const exact = `formula.substituted_length(${t}, ${sqlOf(old)}, ${sqlOf(put)}) > ${LIMITS.textLength}`;
    const sql = replacedSql(t, sqlOf(old), sqlOf(put), isNear(old));
    const factor = Math.max(to / from, 1);
    if (longestOf(text) * factor <= HARMLESS) return scaledText(sql, text, factor, exact, builder);
  }
  const t = builder.column(sqlOf(value));
  const wanted = builder.column(sqlOf(old));
  const placed = builder.column(sqlOf(put));
  // The size of the result is known before it is made.
  const size = `(length(${t})::float8 * greatest(length(${placed}) * 2, 1))`;
  const long = builder.column(
    `(${size} > ${LIMITS.textLength} AND ${wanted} <> '' AND formula.substituted_length(${t}, ${wanted}, ${placed}) > ${LIMITS.textLength})`,
  );
  const sql = replacedSql(t, wanted, placed, isNear(old));
  return textResult(`CASE WHEN ${wanted} = '' OR ${long} THEN ${t} ELSE ${sql} END`, { error: long });
}
