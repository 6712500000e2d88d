import type {
  CurrencyOptions,
  DateOptions,
  DateTimeOptions,
  FieldResult,
  InstantResult,
} from '@pyairtable/contracts';
import { datePattern } from '../date-format';
import { type ShownTo, TICKED } from './shown-sql';
import { sought } from './text-order';

const DIGITS = '0123456789';

function dayCharacters({ dateFormat: { name } }: DateOptions, locale: string): string {
  if (name !== 'local' && name !== 'friendly') return `${DIGITS}/-`;
  const texts = datePattern(name, locale).map((part) =>
    part.type === 'literal' ? part.text : part.type === 'name' ? part.names.join('') : '',
  );
  return DIGITS + sought(texts.join(''));
}

/**
 * The characters that texts shown of values of this type are made of, as they are searched for; undefined: any. What is
 * sought and has others is in none of them.
 */
export function shownCharacters({ type, options }: FieldResult, to: ShownTo): string | undefined {
  switch (type) {
    case 'number':
      return `${DIGITS}.-`;
    case 'percent':
      return `${DIGITS}.-%`;
    case 'currency':
      return `${DIGITS}.-,${sought((options as CurrencyOptions).symbol)}`;
    case 'duration':
      return `${DIGITS}.-:`;
    case 'rating':
    case 'autoNumber':
    case 'count':
      return DIGITS;
    case 'checkbox':
      return TICKED;
    case 'date':
      return dayCharacters(options as DateOptions, to.locale);
    case 'dateTime':
      return `${dayCharacters(options as DateTimeOptions, to.locale)} :apm`;
    case 'createdTime':
    case 'lastModifiedTime':
      return shownCharacters((options as { result: InstantResult }).result, to);
    default:
      return undefined;
  }
}
