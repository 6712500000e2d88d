/** A non-negative number literal as digits and a point only, which the language reads back as the same number. */
export function plainDecimal(value: number): string {
  // Any literal beyond the greatest double reads as Infinity; no shorter text does.
  if (value === Infinity) return `1${'0'.repeat(309)}`;
  const [mantissa = '0', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  return shift < 0
    ? `0.${'0'.repeat(-shift - whole.length)}${whole}${fraction}`
    : `${whole}${fraction.padEnd(shift, '0')}`;
}
