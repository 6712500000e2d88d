import { check, type FormulaType, isList, itemType } from '@pyairtable/formula';
import { formulaOf } from '@pyairtable/formula/testing';
import type { Draw } from '@pyairtable/testkit';
import type { PlainField, PlainTable } from './plain-base';
import type { PlainValues } from './plain-values';

/** Longest formula: what is to be told apart is how fields meet, not how long a formula may be. */
const MOST = 160;

/** What formulas of the language's own comparison name, by the type of what they read. */
const PLACES: Record<string, string> = {
  N1: 'number',
  N2: 'number',
  NX: 'number',
  T1: 'text',
  'T 2': 'text',
  D1: 'date',
  D2: 'date',
  B1: 'boolean',
  LT: 'list:text',
  LN: 'list:number',
  LM: 'list',
};

/** Short formulas in which every kind of field is used as people do. */
const PLAIN = [
  '{N1} + {N2}',
  '{N1} / {N2}',
  '{T1} & "-" & {T 2}',
  '{T1} & {N1}',
  'IF({B1}, {N1}, {T1})',
  'IF({N1} > 2, {N1})',
  '{T1}',
  '{N1}',
  '{LT}',
  '{D1}',
  '{LN}',
  '{LT} & ""',
  'SUM({LN})',
  'COUNTA({LT})',
  'COUNTALL({LM})',
  'ARRAYJOIN({LT}, "/")',
  'ARRAYUNIQUE({LM})',
  "DATEADD({D1}, 1, 'day')",
  '{D1} > {D2}',
  'NOT({T1})',
  'AND({B1}, {N1})',
  'LEN({T1})',
  'MAX({N1}, {N2}, {LN})',
  'IF({N1} = 0, BLANK(), {D1})',
  'IF({B1}, {D1}, {T1})',
  'IFERROR({N1} / 0, {T1})',
  'ERROR()',
  'IF({T1}, ERROR(), {N1})',
  'SQRT({N1})',
  'RECORD_ID()',
  '{B1}',
  'IF({B1}, "", {T1})',
  'ROUND({N1}, 2) & ""',
  'VALUE({T1})',
  'SWITCH({T1}, "abc", 1, {N1})',
];

const PLAIN_ROLLUPS = [
  'SUM(values)',
  'AVERAGE(values)',
  'MAX(values)',
  'MIN(values)',
  'COUNT(values)',
  'COUNTA(values)',
  'COUNTALL(values)',
  'ARRAYJOIN(values)',
  'ARRAYJOIN(values, "; ")',
  'ARRAYUNIQUE(values)',
  'ARRAYCOMPACT(values)',
  'CONCATENATE(values)',
  'AND(values)',
  'OR(values)',
  'XOR(values)',
  'values',
  'values & ""',
  'SUM(values) / COUNTALL(values)',
  'IF(SUM(values) > 3, "many", "few")',
  'LEN(ARRAYJOIN(values))',
];

const PLAIN_FILTERS = [
  '{N1} > 0',
  '{N1} = 0',
  '{T1} = "abc"',
  '{T1}',
  'NOT({T1})',
  '{B1}',
  '{LT}',
  '{LM} = ""',
  'FIND("a", {LT})',
  '{D1} > {D2}',
  'OR({N1}, {B1})',
  '{N1}',
  '{N1} / {N2}',
  '{D1} = BLANK()',
  'RECORD_ID() > "recM"',
  '{T1} != {T 2}',
];

const isVolatile = (source: string): boolean => /NOW\(|TODAY\(|LAST_MODIFIED_TIME\(/.test(source);

const kindOf = (type: FormulaType): string =>
  isList(type) ? (['text', 'number'].includes(itemType(type)) ? type : 'list') : type;

/** A field for a place of the formula: of its type where there is one, mostly. */
function fieldFor(draw: Draw, wanted: string, fields: readonly PlainField[], values: PlainValues): string {
  const fit = fields.filter((field) => {
    const kind = kindOf(values.typeOf(field));
    return kind === wanted || (wanted === 'list' && isList(values.typeOf(field)));
  });
  return draw.one(fit.length > 0 && !draw.chance(0.1) ? fit : fields).key;
}

/** A random formula that the place for it can hold. */
function shortFormula(draw: Draw, plain: readonly string[], fill: (source: string) => string): string {
  for (;;) {
    const source = draw.chance(0.5) ? draw.one(plain) : formulaOf(draw.between(-0x8000_0000, 0x7fff_ffff));
    if (source.length > MOST || isVolatile(source)) continue;
    const filled = fill(source);
    return filled;
  }
}

const filledWith =
  (name: (place: string) => string) =>
  (source: string): string =>
    source.replace(/\{(N1|N2|NX|T1|T 2|D1|D2|B1|LT|LN|LM)\}/g, (_, place: string) => name(place));

/** A formula over some fields of a table. */
export function drawFormula(
  draw: Draw,
  fields: readonly PlainField[],
  values: PlainValues,
  purpose: 'cells' | 'filter' = 'cells',
): string {
  const fill = filledWith((place) => `{${fieldFor(draw, PLACES[place] as string, fields, values)}}`);
  return shortFormula(draw, purpose === 'cells' ? PLAIN : PLAIN_FILTERS, fill);
}

/** A formula over `values`. */
export const drawRollup = (draw: Draw): string =>
  shortFormula(
    draw,
    PLAIN_ROLLUPS,
    filledWith(() => 'values'),
  );

/** Whether it reads as a formula over the table's fields. */
export const reads = (source: string, table: PlainTable, values: PlainValues): boolean =>
  check(source, {
    field: (key) => {
      const field = table.fields.find((one) => one.key === key);
      return field && { id: key, name: key, type: values.typeOf(field) };
    },
  }).problems.length === 0;
