import type { DurationFormat, DurationOptions } from '@pyairtable/contracts';
import { numberType } from '../number-cell';
import { formatNumber } from '../number-text';
import { objectOf, oneOf, readOptions } from '../options-reader';

const FORMATS: readonly DurationFormat[] = ['h:mm', 'h:mm:ss', 'h:mm:ss.S', 'h:mm:ss.SS', 'h:mm:ss.SSS'];
const shape = objectOf({ durationFormat: oneOf(FORMATS) });
const MAX_LENGTH = 400;

/** Hours, minutes and seconds as one decimal text, read once: adding them as doubles would lose the last digit. */
const clockSeconds = ([hours = '0', minutes = '0', seconds = '0']: readonly string[], fraction: string) =>
  Number(`${BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)}${fraction}`);

/** Seconds, fractions allowed. Typed: `1:30` is hours and minutes, `90` the smallest whole unit the format shows. */
export const duration = numberType<DurationOptions>({
  name: 'duration',
  family: 'duration',
  primary: true,
  column: 'double precision',
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  read(text, { durationFormat }) {
    const match =
      text.length <= MAX_LENGTH ? /^([+-]?)(\d+(?::\d{1,2}){0,2})(\.\d+)?$/.exec(text.trim()) : null;
    if (!match) return undefined;
    const [, sign, whole = '', fraction = ''] = match;
    const parts = whole.split(':');
    if (parts.slice(1).some((part) => Number(part) > 59) || (fraction && parts.length === 2))
      return undefined;
    const value =
      parts.length === 1
        ? Number(whole + fraction) * (durationFormat === 'h:mm' ? 60 : 1)
        : clockSeconds(parts, fraction);
    return sign === '-' ? -value : value;
  },
  write(value, { durationFormat }) {
    const unit = durationFormat === 'h:mm' ? 60 : 1;
    const digits = durationFormat.split('.')[1]?.length ?? 0;
    const rounded = formatNumber(Math.abs(value) / unit, { precision: digits });
    const [whole = '0', fraction] = rounded.split('.');
    const seconds = BigInt(whole) * BigInt(unit);
    const pad = (part: bigint) => String(part).padStart(2, '0');
    const text = [
      String(seconds / 3600n),
      pad((seconds / 60n) % 60n),
      ...(unit === 1 ? [pad(seconds % 60n) + (fraction ? `.${fraction}` : '')] : []),
    ].join(':');
    return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
  },
});
