import type { SqlBuilder } from '../sql/sql-builder';
import { anyError, type SqlValue } from '../sql/sql-value';
import { nativePattern } from './native';
import { type Pattern, patternOf } from './pattern';
import { parseReplacement, type Piece } from './replacement';
import { canBeEmpty, capturesInLoop, hasOneWay, spansText } from './shape';

/** SQL of a result and what more is known of it. */
type Found = [value: string, more: Partial<SqlValue>];
type Given = SqlValue | undefined;

/** Bytes that PostgreSQL's own replacing may at most make; beyond, our own counts as it goes. */
const NATIVE_BYTES = 50_000_000;

const sqlOf = (given: Given): string => (given as SqlValue).value;

/** The pattern where it is written out; undefined otherwise, null where no engine can run it. */
function written(source: Given): Pattern | null | undefined {
  return typeof source?.literal === 'string' ? (patternOf(source.literal) ?? null) : undefined;
}

/**
 * The compiled pattern as a column. PostgreSQL computes it once per statement where the pattern is a parameter, since
 * formula.regex_compile is immutable, and once per row otherwise.
 */
const program = (source: Given, builder: SqlBuilder): string =>
  builder.column(`formula.regex_compile(${sqlOf(source)})`);

/** The error state of a text too long for the pattern. */
const beyond = (text: string, { longestText }: Pattern): string =>
  `(octet_length(${text}) > ${longestText} AND formula.utf16_length(${text}) > ${longestText})`;

/** A column whose NULL is the error state. */
function orError(expression: string, fallback: string, builder: SqlBuilder): Found {
  const found = builder.column(expression);
  return [`coalesce(${found}, ${fallback})`, { error: `(${found} IS NULL)` }];
}

/** The text as PostgreSQL's engine must see it: by code points, ASCII words. */
const byCodePoint = (text: string): string => `${text} COLLATE "C"`;
/** Without the collation, which would clash with another one further out. */
const plain = (text: string): string => `(${text} COLLATE "default")`;

export function regexMatchSql(text: Given, source: Given, builder: SqlBuilder): Found {
  const pattern = written(source);
  if (pattern === null) return ['false', { error: 'true' }];
  const native = pattern && nativePattern(pattern.root);
  if (pattern === undefined || native === undefined)
    return orError(`formula.regex_match(${sqlOf(text)}, ${program(source, builder)})`, 'false', builder);
  const t = builder.column(sqlOf(text));
  return [`(${byCodePoint(t)} ~ ${builder.bind(native, 'text')})`, { error: beyond(t, pattern) }];
}

export function regexExtractSql(text: Given, source: Given, builder: SqlBuilder): Found {
  const pattern = written(source);
  if (pattern === null) return [`''::text`, { error: 'true' }];
  const native = pattern && nativePattern(pattern.root);
  if (pattern === undefined || native === undefined)
    return orError(`formula.regex_extract(${sqlOf(text)}, ${program(source, builder)})`, `''`, builder);
  const t = builder.column(sqlOf(text));
  const parameter = builder.bind(native, 'text');
  if (!hasOneWay(pattern.root) && !spansText(pattern.root))
    return orError(
      `CASE WHEN ${byCodePoint(t)} ~ ${parameter} THEN formula.regex_extract(${t}, ${program(source, builder)}) END`,
      `''`,
      builder,
    );
  const [value, { error = null }] = orError(
    plain(`substring(${byCodePoint(t)}, ${parameter})`),
    `''`,
    builder,
  );
  return [value, { error: anyError([{ error: beyond(t, pattern) }, { error }]) }];
}

export function regexReplaceSql(text: Given, source: Given, replacement: Given, builder: SqlBuilder): Found {
  const pattern = written(source);
  if (pattern === null) return [`''::text`, { error: 'true' }];
  const t = builder.column(sqlOf(text));
  const put = builder.column(sqlOf(replacement));
  const exact = `formula.regex_replace(${t}, ${program(source, builder)}, ${put})`;
  const searched = pattern && nativePattern(pattern.root);
  if (pattern === undefined || searched === undefined) return orError(exact, `''`, builder);
  const quick =
    nativeReplacement(pattern, replacement, t, put, builder) ??
    `WHEN ${byCodePoint(t)} !~ ${builder.bind(searched, 'text')} THEN ${t}`;
  const [value, { error = null }] = orError(`CASE ${quick} ELSE ${exact} END`, `''`, builder);
  const failed = anyError([
    { error: beyond(t, pattern) },
    { error },
    { error: `formula.too_long(${value})` },
  ]);
  return [value, { error: failed }];
}

/** `WHEN … THEN …` by PostgreSQL's own replacing; undefined where that is not known to do the same. */
function nativeReplacement(
  { root, engine }: Pattern,
  replacement: Given,
  text: string,
  put: string,
  builder: SqlBuilder,
): string | undefined {
  const oneWay = hasOneWay(root);
  if (canBeEmpty(root) || !(oneWay || spansText(root))) return undefined;
  const { literal } = replacement as SqlValue;
  const pieces =
    typeof literal === 'string'
      ? parseReplacement(literal, engine.groupCount(), engine.namedGroups())
      : undefined;
  const captures = pieces?.some((piece) => 'group' in piece && piece.group > 0) ?? false;
  if (captures && (!oneWay || capturesInLoop(root))) return undefined;
  const template = pieces && pieces.map(nativePiece);
  if (template?.includes(undefined)) return undefined;
  const pattern = builder.bind(nativePattern(root, captures) as string, 'text');
  const bytes = pieces
    ? `${pieces.reduce((sum, piece) => sum + ('text' in piece ? piece.text.length * 3 : 1), 1)}`
    : `(octet_length(${put}) + 1)`;
  const bounded = `octet_length(${text})::bigint * ${bytes} <= ${NATIVE_BYTES}`;
  const whole = template ? builder.bind(template.join(''), 'text') : `replace(${put}, '\\', '\\\\')`;
  const condition = template ? bounded : `strpos(${put}, '$') = 0 AND ${bounded}`;
  return `WHEN ${condition} THEN ${plain(`regexp_replace(${byCodePoint(text)}, ${pattern}, ${whole}, 'g')`)}`;
}

/** A piece of a replacement as PostgreSQL writes it. */
function nativePiece(piece: Piece): string | undefined {
  if ('text' in piece) return piece.text.replaceAll('\\', '\\\\');
  if ('around' in piece || piece.group > 9) return undefined;
  return piece.group === 0 ? '\\&' : `\\${piece.group}`;
}
