import { type FormulaType, isList } from './types';

/** How the result of a formula field may be shown; the choices of Airtable's formatting tab. */
export type ResultFormat =
  | {
      kind: 'number';
      styles: readonly ('number' | 'currency' | 'percent' | 'duration')[];
      /** Decimals shown, ties upward; the value itself is never rounded. */
      precision: { least: number; most: number };
    }
  | {
      kind: 'date';
      dateFormats: readonly ('local' | 'friendly' | 'us' | 'european' | 'iso')[];
      timeFormats: readonly ('12hour' | '24hour')[];
      /** The field may name a zone of its own; otherwise each person sees theirs. */
      timeZone: true;
    }
  | { kind: 'text' };

const NUMBER: ResultFormat = {
  kind: 'number',
  styles: ['number', 'currency', 'percent', 'duration'],
  precision: { least: 0, most: 8 },
};
const DATE: ResultFormat = {
  kind: 'date',
  dateFormats: ['local', 'friendly', 'us', 'european', 'iso'],
  timeFormats: ['12hour', '24hour'],
  timeZone: true,
};
const TEXT: ResultFormat = { kind: 'text' };

/** The formatting that a formula field of this static type offers; conditions show as the numbers 1 and 0. */
export function resultFormat(type: FormulaType): ResultFormat {
  if (isList(type)) return TEXT;
  if (type === 'number' || type === 'boolean') return NUMBER;
  return type === 'date' ? DATE : TEXT;
}
