import { weekday, weekOf } from './calendar';
import { expandLong, formatPieces } from './format-tokens';
import { type LocaleFacts, localeFacts, type Names } from './locale';
import { isGmt, toWall } from './time-zone';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** What a token may ask for. */
interface Moment {
  ms: number;
  offset: number;
  wall: Date;
  zone: string;
  facts: LocaleFacts;
  /** The whole format, which decides the form of some names. */
  format: string;
}

const named = ({ names, rule, inContext }: Names, at: number, format: string): string =>
  (rule !== undefined && inContext && new RegExp(rule).test(format) ? inContext : names)[at] as string;

function ordinal({ facts }: Moment, token: string, value: number): string {
  const { templates, index } = facts.ordinals[token] as LocaleFacts['ordinals'][string];
  const template = templates[index === '' ? 0 : Number.parseInt(index[value] ?? '0', 36)] ?? '%';
  return template.replace('%', String(value));
}

function dayPart({ facts, wall }: Moment, lower: boolean): string {
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const part = facts.dayParts.findLast(([from]) => from <= minute);
  return (part?.[lower ? 2 : 1] ?? '') as string;
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${offset < 0 && minutes > 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

const dayOfYear = (wall: Date): number =>
  Math.floor((wall.getTime() - new Date(wall).setUTCMonth(0, 1)) / 86_400_000) + 1;
const isoWeek = (wall: Date): { week: number; year: number } => weekOf(wall.getTime(), 1, 4);
const ownWeek = ({ wall, facts }: Moment): { week: number; year: number } =>
  weekOf(wall.getTime(), ...facts.week);

function years(value: number, token: string): string {
  if (token.length === 2) return pad(((value % 100) + 100) % 100, 2);
  if (token.length === 6) return `+${pad(value, 6)}`;
  return pad(value, token.length === 5 ? 5 : 4);
}

function fill(token: string, at: Moment): string {
  const { wall, facts, format, ms, offset, zone } = at;
  const month = wall.getUTCMonth();
  const day = wall.getUTCDate();
  const hour = wall.getUTCHours();
  const hour12 = hour % 12 || 12;
  const minute = pad(wall.getUTCMinutes(), 2);
  const second = pad(wall.getUTCSeconds(), 2);
  const quarter = Math.floor(month / 3) + 1;
  const dow = weekday(wall.getTime());
  switch (token) {
    case 'M':
      return String(month + 1);
    case 'Mo':
      return ordinal(at, 'M', month + 1);
    case 'MM':
      return pad(month + 1, 2);
    case 'MMM':
      return named(facts.monthsShort, month, format);
    case 'MMMM':
      return named(facts.months, month, format);
    case 'Q':
      return String(quarter);
    case 'Qo':
      return ordinal(at, 'Q', quarter);
    case 'D':
      return String(day);
    case 'Do':
      return ordinal(at, 'D', day);
    case 'DD':
      return pad(day, 2);
    case 'DDD':
      return String(dayOfYear(wall));
    case 'DDDo':
      return ordinal(at, 'DDD', dayOfYear(wall));
    case 'DDDD':
      return pad(dayOfYear(wall), 3);
    case 'd':
      return String(dow);
    case 'do':
      return ordinal(at, 'd', dow);
    case 'dd':
      return facts.weekdaysMin[dow] as string;
    case 'ddd':
      return facts.weekdaysShort[dow] as string;
    case 'dddd':
      return named(facts.weekdays, dow, format);
    case 'e':
      return String((dow - facts.week[0] + 7) % 7);
    case 'E':
      return String(dow || 7);
    case 'w':
      return String(ownWeek(at).week);
    case 'wo':
      return ordinal(at, 'w', ownWeek(at).week);
    case 'ww':
      return pad(ownWeek(at).week, 2);
    case 'W':
      return String(isoWeek(wall).week);
    case 'Wo':
      return ordinal(at, 'W', isoWeek(wall).week);
    case 'WW':
      return pad(isoWeek(wall).week, 2);
    case 'a':
      return dayPart(at, true);
    case 'A':
      return dayPart(at, false);
    case 'H':
      return String(hour);
    case 'HH':
      return pad(hour, 2);
    case 'h':
      return String(hour12);
    case 'hh':
      return pad(hour12, 2);
    case 'k':
      return String(hour || 24);
    case 'kk':
      return pad(hour || 24, 2);
    case 'hmm':
      return hour12 + minute;
    case 'hmmss':
      return hour12 + minute + second;
    case 'Hmm':
      return hour + minute;
    case 'Hmmss':
      return hour + minute + second;
    case 'm':
      return String(wall.getUTCMinutes());
    case 'mm':
      return minute;
    case 's':
      return String(wall.getUTCSeconds());
    case 'ss':
      return second;
    case 'Z':
      return offsetText(offset, ':');
    case 'ZZ':
      return offsetText(offset, '');
    case 'X':
      return String(Math.floor(ms / 1000));
    case 'x':
      return String(ms);
    case 'z':
    case 'zz':
      return zone;
  }
  if (token.startsWith('S'))
    return pad(wall.getUTCMilliseconds(), 3).padEnd(token.length, '0').slice(0, token.length);
  if (token.startsWith('g')) return years(ownWeek(at).year, token);
  if (token.startsWith('G')) return years(isoWeek(wall).year, token);
  if (token.startsWith('N')) return token.length === 4 ? 'Anno Domini' : 'AD';
  if (token.startsWith('y')) return pad(wall.getUTCFullYear(), token.length);
  return years(wall.getUTCFullYear(), token);
}

/** Format used where none is given: ISO 8601 to the second, Z in GMT. */
export const defaultFormat = (zone: string): string =>
  isGmt(zone) ? 'YYYY-MM-DDTHH:mm:ss[Z]' : 'YYYY-MM-DDTHH:mm:ssZ';

/** The instant as text, by a Moment format in the zone and locale; an unknown locale is English. */
export function formatDate(ms: number, format: string, zone: string, locale?: string): string {
  const facts = localeFacts(locale);
  const wall = toWall(ms, zone);
  const expanded = expandLong(format === '' ? defaultFormat(zone) : format, facts.long);
  const at: Moment = { ms, offset: wall - ms, wall: new Date(wall), zone, facts, format: expanded };
  const text = formatPieces(expanded)
    .map(({ text: piece, token }) => (token ? fill(piece, at) : piece))
    .join('');
  return facts.characters ? text.replace(/[0-9,]/g, (char) => facts.characters?.[char] ?? char) : text;
}
