import type { SummaryKind } from '@pyairtable/contracts';
import type { FieldModel } from '../model/field-model';
import { filterKind } from './filter-operators';

const FILLING = ['filled', 'empty', 'percentFilled', 'percentEmpty'] as const;
const NUMBERS = ['sum', 'average', 'median', 'min', 'max', 'range', 'histogram'] as const;
const DATES = ['earliest', 'latest', 'dayRange'] as const;

/** What the cells of a field can be summarised to. */
export function summaryKinds(field: FieldModel): readonly SummaryKind[] {
  switch (filterKind(field)) {
    case 'number':
      return [...NUMBERS, ...FILLING, 'unique'];
    case 'day':
    case 'instant':
      return [...DATES, ...FILLING, 'unique'];
    case 'checkbox':
      return FILLING;
    default:
      return [...FILLING, 'unique'];
  }
}
