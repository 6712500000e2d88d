import type { Rounding } from '../rounding';
import type { SqlBuilder } from './sql-builder';
import { isCheap, type SqlValue } from './sql-value';

/** Decimals for which a power of ten and the rounded number times it are exact. */
const PLACES = 15;
/** Magnitude of the number times the power of ten up to which an error of the product stays far below MARGIN. */
const SCALED = 1e12;
/** Distance from a tie, and from a whole number, that no error of the product bridges. */
const MARGIN = 0.001;

/**
 * A number rounded to decimals. What is rounded is its shortest decimal text, and `formula.rounded` does so digit by digit.
 * A product with a power of ten differs from that decimal by less than MARGIN, so that away from ties, and for `up` and
 * `down` away from whole numbers, it rounds alike; the quotient of two exact doubles is the double nearest to the decimal.
 */
export function roundedSql(
  number: SqlValue,
  places: SqlValue | undefined,
  mode: Rounding,
  builder: SqlBuilder,
): string {
  const digits = places === undefined ? 0 : places.literal;
  if (typeof digits !== 'number' || !(Math.trunc(digits) >= 0 && digits <= PLACES))
    return `formula.rounded(${number.value}, ${places?.value ?? '0'}, '${mode}')`;
  const x = isCheap(number) ? number.value : builder.column(number.value);
  const power = 10 ** Math.trunc(digits);
  const scale = builder.bind(power, 'double precision');
  const scaled = `(${x} * ${scale})`;
  const nearest = `floor(${scaled} + 0.5::float8)`;
  const small = `abs(${x}) < ${builder.bind(SCALED / power, 'double precision')}`;
  const distance = `abs(${scaled} - ${nearest})`;
  const exact = `formula.rounded(${x}, ${builder.bind(digits, 'double precision')}, '${mode}')`;
  if (mode === 'half')
    return `CASE WHEN ${small} AND ${distance} < ${0.5 - MARGIN}::float8 THEN ${nearest} / ${scale} ELSE ${exact} END`;
  // A decimal of so few digits is the shortest text of the double nearest to it.
  const kept = `WHEN ${small} AND ${nearest} / ${scale} = ${x} THEN ${x}`;
  // Adding 0 takes the sign from a 0.
  const whole = mode === 'down' ? `(trunc(${scaled}) + 0::float8)` : `sign(${x}) * ceil(abs(${scaled}))`;
  return `CASE ${kept} WHEN ${small} AND ${distance} > ${MARGIN}::float8 THEN ${whole} / ${scale} ELSE ${exact} END`;
}
