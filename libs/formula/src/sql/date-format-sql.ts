import { expandLong, formatPieces } from '../dates/format-tokens';
import { localeFacts } from '../dates/locale';
import type { SqlBuilder } from './sql-builder';

/** Moment tokens whose English text `to_char` writes alike. */
const TO_CHAR: Record<string, string> = {
  YYYY: 'YYYY',
  YY: 'YY',
  Y: 'YYYY',
  MM: 'MM',
  M: 'FMMM',
  MMM: 'Mon',
  MMMM: 'FMMonth',
  DD: 'DD',
  D: 'FMDD',
  DDDD: 'DDD',
  DDD: 'FMDDD',
  dddd: 'FMDay',
  ddd: 'Dy',
  HH: 'HH24',
  H: 'FMHH24',
  hh: 'HH12',
  h: 'FMHH12',
  mm: 'MI',
  m: 'FMMI',
  ss: 'SS',
  s: 'FMSS',
  SSS: 'MS',
  A: 'AM',
  a: 'am',
  Q: 'Q',
  W: 'FMIW',
  WW: 'IW',
  GGGG: 'IYYY',
};

/**
 * A constant format in GMT and English as one `to_char`, or undefined where a token needs the general function. The
 * pattern is a bound parameter; literal text stands in double quotes within it.
 */
export function constantFormatSql(format: string, ms: string, builder: SqlBuilder): string | undefined {
  const pieces = formatPieces(expandLong(format, localeFacts('en').long));
  let pattern = '';
  for (const { text, token } of pieces) {
    const known = token ? TO_CHAR[text] : undefined;
    if (token && known === undefined) return undefined;
    pattern += known ?? `"${text.replace(/["\\]/g, '\\$&')}"`;
  }
  return `to_char(formula.at(${ms}), ${builder.bind(pattern, 'text')})`;
}
