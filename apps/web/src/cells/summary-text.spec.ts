import type { Field, SummaryKind, SummaryValue } from '@pyairtable/contracts';
import { browserReader } from './cell-context';
import { summaryText } from './summary-text';

const reader = browserReader({ collaborators: [], tables: [] });
const field = (type: string, options?: object): Field =>
  ({ id: 'fldA', name: 'A', type, options }) as unknown as Field;
const said = (kind: SummaryKind, value: SummaryValue, of: Field) => summaryText(kind, value, of, reader);

const whole = field('number', { precision: 0 });
const price = field('currency', { precision: 2, symbol: '$' });
const day = field('date', { dateFormat: { name: 'european' } });
const box = field('checkbox', { icon: 'check', color: 'greenBright' });
const formula = field('formula', { formula: '1', result: { type: 'percent', options: { precision: 1 } } });

describe('a summary', () => {
  it('shows numbers, shares, durations and dates as the cells of its field do', () => {
    expect(said('sum', 1234, whole)).toBe('Sum 1234');
    expect(said('max', 1234.5, price)).toBe('Max $1,234.50');
    expect(said('range', 0.125, formula)).toBe('Range 12.5%');
    expect(said('sum', 5400, field('duration', { durationFormat: 'h:mm' }))).toBe('Sum 1:30');
    expect(said('latest', '2026-03-05', day)).toBe('Latest 5/3/2026');
    expect(said('sum', 9, field('rating', { max: 5, icon: 'star', color: 'redBright' }))).toBe('Sum 9');
  });

  it('gives a mean the digits that it needs', () => {
    expect(said('average', 2.5, whole)).toBe('Avg 2.50');
    expect(said('average', 2, whole)).toBe('Avg 2');
    expect(said('median', 1.005, price)).toBe('Median $1.0050');
    expect(said('average', 0.5, formula)).toBe('Avg 50.0%');
    expect(said('average', 3.333333, field('rating', { max: 5, icon: 'star', color: 'redBright' }))).toBe(
      'Avg 3.33',
    );
  });

  it('counts, and says what of', () => {
    expect(said('filled', 1200, whole)).toBe('Filled 1,200');
    expect(said('unique', 3, day)).toBe('Unique 3');
    expect(said('percentEmpty', 1 / 3, whole)).toBe('33.3% empty');
    expect(said('filled', 2, box)).toBe('Checked 2');
    expect(said('percentEmpty', 0.5, box)).toBe('50% unchecked');
    expect([1, 32].map((days) => said('dayRange', days, day))).toEqual(['1 day', '32 days']);
  });

  it('draws how numbers lie, and nothing of nothing', () => {
    const histogram = { from: 0, to: 4, counts: [1, 0, 2, 4] };
    expect(said('histogram', { histogram }, whole)).toBe('▄▁▅█');
    expect(said('sum', null, whole)).toBe('');
  });
});
