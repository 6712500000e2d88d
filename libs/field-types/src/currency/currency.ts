import type { CurrencyOptions } from '@pyairtable/contracts';
import { numberType } from '../number-cell';
import { formatNumber, parseNumber } from '../number-text';
import { integerBetween, objectOf, readOptions, textThat } from '../options-reader';

const shape = objectOf({
  precision: integerBetween(0, 7),
  symbol: textThat((symbol) => symbol.length > 0 && symbol.length <= 20 && !/[\d\s\p{C}]/u.test(symbol)),
});

export const currency = numberType<CurrencyOptions>({
  name: 'currency',
  family: 'number',
  primary: true,
  column: 'double precision',
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  read(text, { symbol }) {
    const typed = parseNumber(text, symbol);
    return typed?.percent ? undefined : typed?.times(0);
  },
  write(value, { precision, symbol }) {
    const text = formatNumber(value, { precision, grouping: true });
    return text.startsWith('-') ? `-${symbol}${text.slice(1)}` : `${symbol}${text}`;
  },
});
