import { FormulaDate, FormulaFailure } from '@pyairtable/formula';
import { type SampleKind, sampleValue } from './sample-row';

const read = (kind: SampleKind, text: string) => sampleValue({ id: '', name: '', kind, text });

describe('a cell of the sample row', () => {
  it.each([
    ['number', ' 4.5 ', 4.5],
    ['number', '', null],
    ['text', ' a ', ' a '],
    ['text', '', null],
    ['checkbox', 'x', true],
    ['checkbox', '', null],
    ['list', 'a, b', ['a', 'b']],
    ['list', '', null],
    ['date', '2024-02-29', new FormulaDate(Date.UTC(2024, 1, 29))],
    ['date', '', null],
  ] as const)('of kind %s typed as "%s" is %j', (kind, text, value) =>
    expect(read(kind, text)).toEqual(value),
  );

  it('fails where the text does not fit the kind', () => {
    expect(read('number', 'four')).toBeInstanceOf(FormulaFailure);
    expect(read('number', '1e999')).toBeInstanceOf(FormulaFailure);
    expect(read('date', 'soon')).toBeInstanceOf(FormulaFailure);
  });
});
