/** Decimal arithmetic on the shortest text of a double: what a person reads is what is rounded, so 1.005 is a tie. */

interface Decimal {
  /** value = digits × 10^exponent */
  digits: bigint;
  exponent: number;
}

function decimal(value: number): Decimal {
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  const [units = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(units + fraction), exponent: Number(power) - fraction.length };
}

const toDouble = ({ digits, exponent }: Decimal): number => Number(`${digits}e${exponent}`);

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
};

export type Rounding = 'half' | 'up' | 'down';

/**
 * Rounds to `places` decimals, negative for tens and hundreds: `half` with ties toward +infinity, `up` away from
 * zero, `down` toward zero.
 */
export function rounded(value: number, places: number, mode: Rounding): number {
  if (!Number.isFinite(value) || value === 0) return value;
  if (Number.isNaN(places)) return Number.NaN;
  const digits = Math.min(Math.max(Math.trunc(places), -400), 400);
  if (digits > 340) return value;
  const exact = decimal(value);
  const shift = exact.exponent + digits;
  if (shift >= 0) return value;
  const unit = 10n ** BigInt(-shift);
  let count: bigint;
  if (mode === 'half') count = floorDivide(exact.digits * 2n + unit, unit * 2n);
  else if (mode === 'down') count = exact.digits / unit;
  else count = value > 0 ? -floorDivide(-exact.digits, unit) : floorDivide(exact.digits, unit);
  return toDouble({ digits: count, exponent: -digits }) + 0;
}

/** The nearest multiple of the significance at or above (direction 1) or below (direction -1) the value. */
export function multiple(value: number, significance: number, direction: 1 | -1): number {
  if (Number.isNaN(value) || !Number.isFinite(significance)) return Number.NaN;
  if (!Number.isFinite(value)) return value;
  if (significance === 0) return 0;
  const a = decimal(value);
  const b = decimal(Math.abs(significance));
  const exponent = Math.min(a.exponent, b.exponent);
  const x = a.digits * 10n ** BigInt(a.exponent - exponent);
  const step = b.digits * 10n ** BigInt(b.exponent - exponent);
  const count = direction > 0 ? -floorDivide(-x, step) : floorDivide(x, step);
  return toDouble({ digits: count * step, exponent }) + 0;
}
