import type { BaseSchema, Field, RowCell } from '@pyairtable/contracts';
import { render, screen } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { ComputedValue } from './computed-value';

/** For inputs in which nothing is picked that is known only later. */
const NO_PICKS = { begin: vi.fn(), now: () => undefined };

const base = {
  id: 'appAAAAAAAAAAAAAA',
  collaborators: [{ id: 'usrAda', name: 'Ada', email: 'ada@example.org' }],
  tables: [],
} as unknown as BaseSchema;

function show(type: 'formula' | 'multipleLookupValues', options: object, cell: RowCell | undefined) {
  const field = { id: 'fldAAAAAAAAAAAAAA', name: 'Computed', type, options } as Field;
  return render(
    <BaseContextProvider value={{ base, reader: browserReader(base) } as BaseContext}>
      <ComputedValue field={field} cell={cell} readOnly write={() => null} late={NO_PICKS} />
    </BaseContextProvider>,
  ).container;
}

it('shows values one under the other, people and choices by name, twice where they are held twice', () => {
  const choices = [{ id: 'selA', name: 'Lead', color: 'greenBright' }];
  const numbers = { isValid: true, result: { type: 'currency', options: { precision: 0, symbol: '$' } } };
  show('multipleLookupValues', numbers, [1, { error: '#ERROR!' }]);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['$1', '#ERROR!']);
  show('multipleLookupValues', { isValid: true, result: { type: 'singleSelect', options: { choices } } }, [
    'selA',
    'selA',
  ]);
  expect(screen.getAllByText('Lead')).toHaveLength(2);
  show('multipleLookupValues', { isValid: true, result: { type: 'singleCollaborator' } }, ['usrAda']);
  expect(screen.getByText('Ada')).toBeDefined();
});

it('says why there is no value', () => {
  const options = { isValid: false, reason: 'The link field “Deals” is not there.', result: null };
  const { textContent } = show('formula', options, { error: '#ERROR!' });
  expect(textContent).toBe('#ERROR!The link field “Deals” is not there.');
});

it('shows a dash for nothing', () => {
  const options = { isValid: true, result: { type: 'number', options: { precision: 0 } } };
  expect(show('formula', options, undefined).textContent).toBe('—');
});
