const formats = new Map<string, Intl.NumberFormat>();

/** How a number is printed: rounded half away from zero on its shortest decimal form, never in exponent form. */
export interface NumberStyle {
  precision: number;
  grouping?: boolean;
  /** Prints hundredths: 0.125 as 12.5%. */
  percent?: boolean;
}

/** The number as text in English notation, e.g. "-1,250.50"; a zero never has a sign. */
export function formatNumber(
  value: number,
  { precision, grouping = false, percent = false }: NumberStyle,
): string {
  const key = `${precision}${grouping}${percent}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat('en', {
      style: percent ? 'percent' : 'decimal',
      minimumFractionDigits: precision,
      maximumFractionDigits: precision,
      useGrouping: grouping,
      signDisplay: 'negative',
    });
    formats.set(key, format);
  }
  return format.format(value);
}

const MAX_NUMBER_LENGTH = 600;
const DIGITS = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** A number as typed: whether it carried a percent sign, and its value shifted by two places if asked. */
export interface TypedNumber {
  percent: boolean;
  /** The value times ten to the given power, exact in decimal; infinite beyond the range of doubles. */
  times(power: number): number;
}

/**
 * Reads "1,250.50", "-5", "(5)", "$ -5", "12.5%", "1e3"; undefined when it is no number. A comma must
 * stand between groups of three: "12,5" is refused rather than read as 125.
 */
export function parseNumber(text: string, symbol = ''): TypedNumber | undefined {
  if (text.length > MAX_NUMBER_LENGTH) return undefined;
  let rest = text.trim().replace(/\u2212/g, '-');
  const accounting = /^\((.*)\)$/.exec(rest);
  if (accounting) rest = accounting[1] ?? '';
  if (symbol) rest = rest.replace(symbol, '');
  rest = rest.replace(/\p{Sc}/u, '').replace(/[\s\u00a0\u202f]/g, '');
  const percent = rest.endsWith('%');
  if (percent) rest = rest.slice(0, -1);
  const sign = /^[+-]/.exec(rest)?.[0];
  if (sign) rest = rest.slice(1);
  if (accounting && sign) return undefined;
  const match = DIGITS.exec(rest);
  if (!match || (!match[1] && !match[2])) return undefined;
  const digits = `${match[1]?.replaceAll(',', '') ?? '0'}.${match[2] || '0'}`;
  const exponent = Number(match[3] ?? 0);
  const negative = sign === '-' || accounting !== null;
  const times = (power: number) => {
    const value = Number(`${digits}e${exponent + power}`);
    return negative && value !== 0 ? -value : value;
  };
  return { percent, times };
}
