/**
 * EXP, LOG and POWER by whole-number arithmetic on decimal fixed-point numbers. The platforms' own differ in the last
 * place between V8 and glibc; these take the same steps as `formula.exponential`, `formula.logarithm` and
 * `formula.raise` in PostgreSQL, digit by digit, and what is exact (LOG(1000), POWER(3, 5)) comes out exact.
 */

/** Fixed-point logarithms hold 40 decimals: a power may multiply their error by 10^20. */
const ONE = 10n ** 40n;
const LN2 = 6931471805599453094172321214581765680755n;
/** Exponentials need fewer decimals. */
const EXP_ONE = 10n ** 26n;
const EXP_CUT = ONE / EXP_ONE;
const STEPS = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1] as const;
/** 2^52 × √2 */
const ROOT_TWO = 6369051672525773n;

/** A finite number above 0 as digits × 2^exponent, 2^52 ≤ digits < 2^53. */
function binary(x: number): { digits: bigint; exponent: number } {
  let rest = x;
  let exponent = -52;
  for (const step of STEPS)
    if (rest >= 2 ** step) {
      rest *= 2 ** -step;
      exponent += step;
    }
  // Twice: the least of all numbers is 2^-1074.
  for (const step of [...STEPS, ...STEPS])
    if (rest < 2 ** (1 - step)) {
      rest *= 2 ** step;
      exponent -= step;
    }
  return { digits: BigInt(rest * 2 ** 52), exponent };
}

/** x × 2^power in the steps that PostgreSQL takes as well, the largest last: only one of them rounds. */
function scaled(x: number, power: number): number {
  let result = x;
  const size = Math.abs(power);
  for (let step = 1; step <= 256; step *= 2)
    if ((size & step) !== 0) result *= 2 ** (power < 0 ? -step : step);
  for (let left = size; left >= 512; left -= 512) result *= 2 ** (power < 0 ? -512 : 512);
  return result;
}

/** The natural logarithm of a finite number above 0, as fixed point. */
function naturalLogarithm(x: number): bigint {
  const { digits, exponent } = binary(x);
  const unit = digits > ROOT_TWO ? 2n ** 53n : 2n ** 52n;
  const s = ((digits - unit) * ONE) / (digits + unit);
  const square = (s * s) / ONE;
  // 2 artanh(s) = 2 (s + s³/3 + s⁵/5 + …), |s| < 0.172
  let sum = 0n;
  let n = 1n;
  for (let term = s; term !== 0n; term = (term * square) / ONE) {
    sum += term / n;
    n += 2n;
  }
  return 2n * sum + BigInt(exponent + (digits > ROOT_TWO ? 53 : 52)) * LN2;
}

/** x × fixed point, for a finite x other than 0. */
function times(x: number, fixed: bigint): bigint {
  const { digits, exponent } = binary(Math.abs(x));
  const product = (x < 0 ? -digits : digits) * fixed;
  return exponent >= 0 ? product * 2n ** BigInt(exponent) : product / 2n ** BigInt(-exponent);
}

/** e to the power of a fixed-point number between -750 and 750. */
function exponentialOf(fixed: bigint): number {
  const doubled = (2n * fixed) / LN2;
  // To the nearest whole number of halvings, so that the rest stays below ln 2 / 2.
  const power = (doubled + (doubled < 0n ? -1n : 1n)) / 2n;
  const rest = (fixed - power * LN2) / EXP_CUT;
  let sum = 0n;
  let n = 1n;
  for (let term = EXP_ONE; term !== 0n; term = (term * rest) / (EXP_ONE * n++)) sum += term;
  return scaled(Number(`${sum}e-26`), Number(power));
}

/** e to the power x. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  return Math.abs(x) < 1e-20 ? 1 : exponentialOf(times(x, ONE));
}

/** The logarithm's limit or NaN where there is no finite one: what a quotient of logarithms then comes to. */
function roughLogarithm(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? Infinity : Number.NaN;
  return x === 1 ? 0 : x > 1 ? 1 : -1;
}

const isOrdinary = (x: number): boolean => x > 0 && x < Infinity && x !== 1;

/** The logarithm of x to a base: NaN below 0, -Infinity of 0. */
export function logarithm(x: number, base: number): number {
  if (!isOrdinary(x) || !isOrdinary(base)) {
    const divisor = roughLogarithm(base);
    return roughLogarithm(x) / divisor + 0;
  }
  return Number(`${(naturalLogarithm(x) * ONE) / naturalLogarithm(base)}e-40`);
}

/** base to the power of the exponent as JavaScript's `**` defines it, save that 0 to a negative power is Infinity. */
export function raise(base: number, exponent: number): number {
  if (Number.isNaN(exponent)) return exponent;
  if (exponent === 0) return 1;
  if (exponent === 1 || Number.isNaN(base)) return base;
  if (exponent === 2) return base * base;
  const size = Math.abs(base);
  const infinite = Math.abs(exponent) === Infinity;
  if (size === 1 && infinite) return Number.NaN;
  if (size === 0) return exponent < 0 ? Infinity : 0;
  const whole = infinite || Math.floor(exponent) === exponent;
  if (base < 0 && base !== -Infinity && !whole) return Number.NaN;
  const negative = base < 0 && !infinite && whole && Math.floor(exponent / 2) * 2 !== exponent;
  const power = raisedSize(size, exponent);
  return negative ? 0 - power : power;
}

/** For a size above 0 and an exponent that is neither 0 nor NaN. */
function raisedSize(size: number, exponent: number): number {
  if (size === 1) return 1;
  // Beyond 10^20 every base but 1 is out of range; below 10^-25 none moves away from 1.
  if (size === Infinity || Math.abs(exponent) > 1e20) return size > 1 === exponent > 0 ? Infinity : 0;
  if (Math.abs(exponent) < 1e-25) return 1;
  const fixed = times(exponent, naturalLogarithm(size));
  if (fixed > 710n * ONE) return Infinity;
  return fixed < -746n * ONE ? 0 : exponentialOf(fixed);
}
