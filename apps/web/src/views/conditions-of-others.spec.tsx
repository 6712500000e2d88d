import type { BaseSchema, Field, FilterCondition, Table, View, ViewChange } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { baseKey } from '@/base/schema-actions';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import { ColorRecords } from './color-records';
import { FilterRecords } from './filter-records';
import { SortRecords } from './sort-records';

const NAME = 'fldName0000000000';
const HEIGHT = 'fldHeight00000000';
const fields = [
  { id: NAME, name: 'Name', type: 'singleLineText' },
  { id: HEIGHT, name: 'Height', type: 'number', options: { precision: 0 } },
] as unknown as Field[];

const condition = (value?: string): FilterCondition => ({
  fieldId: NAME,
  operator: 'contains',
  ...(value === undefined ? {} : { value }),
});
const and = (...conditions: FilterCondition[]) => ({ conjunction: 'and' as const, conditions });

const ways = {
  filter: {
    Form: FilterRecords,
    of: (...values: string[]): Partial<View> => ({ filter: and(...values.map(condition)) }),
  },
  colours: {
    Form: ColorRecords,
    of: (...values: string[]): Partial<View> => ({
      colors: { rules: values.map((value) => ({ color: 'redBright', filter: and(condition(value)) })) },
    }),
  },
  'group of conditions': {
    Form: FilterRecords,
    of: (...values: string[]): Partial<View> => ({
      filter: { conjunction: 'or', conditions: values.map((value) => and(condition(value))) },
    }),
  },
};

/** A form over the settings of a view that somebody else changes as well. */
function start(Form: typeof FilterRecords, settings: Partial<View>) {
  const changes: ViewChange[] = [];
  const client = new QueryClient();
  let now: View;
  const actions = {
    viewNow: () => now,
    changeView: (_table: string, _view: string, change: ViewChange) => {
      changes.push(change);
      return Promise.resolve();
    },
  };
  const become = (given: Partial<View>) => {
    now = { id: 'viw', name: 'Grid', type: 'grid', ...given } as View;
  };
  const page = (given: Partial<View>) => {
    become(given);
    const table = { id: 'tbl', name: 'Plants', fields, primaryFieldId: NAME, views: [now] };
    const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
    client.setQueryData(baseKey(base.id), base);
    const session = { permissionLevel: 'edit' };
    return (
      <QueryClientProvider client={client}>
        <BaseContextProvider
          value={{ base, session, user: { id: 'usr' }, actions } as unknown as BaseContext}
        >
          <Form table={table as unknown as Table} view={now} open onOpenChange={() => undefined} />
        </BaseContextProvider>
      </QueryClientProvider>
    );
  };
  const { rerender } = render(page(settings));
  return { changes, become, others: (given: Partial<View>) => act(async () => rerender(page(given))) };
}
const box = (at: number) => screen.getAllByLabelText('Value for Name')[at] as HTMLElement;
const type = (at: number, text: string) => fireEvent.change(box(at), { target: { value: text } });

const leave = (at: number) => act(async () => void fireEvent.blur(box(at)));

// Nothing that is typed counts by itself, however slow a test is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  dropLostTexts();
});

describe.each(Object.entries(ways))('what is typed in a %s', (_, { Form, of }) => {
  it('counts where it was typed, although another is removed meanwhile', async () => {
    const { changes, others } = start(Form, of('fern', 'ivy', 'oak'));
    type(1, 'moss');
    await others(of('ivy', 'oak'));
    await leave(0);
    expect(changes).toEqual([of('moss', 'oak')]);
  });

  it('brings nothing back that is removed meanwhile, and is kept to copy', async () => {
    const { changes, others } = start(Form, of('fern', 'ivy'));
    type(1, 'moss');
    await others(of('fern'));
    expect([changes, useLostTexts.getState().lost]).toMatchObject([
      [],
      [{ text: 'moss', refusal: 'What it was for was removed while you typed.' }],
    ]);
  });

  it('goes on where it was changed meanwhile, and beside one that was added', async () => {
    const { changes, others } = start(Form, of('fern', 'ivy'));
    type(1, 'moss');
    await others(of('fern', 'birch'));
    await others(of('elm', 'fern', 'birch'));
    expect(box(2)).toHaveProperty('value', 'moss');
    await leave(2);
    expect(changes).toEqual([of('elm', 'fern', 'moss')]);
  });
});

it('what is typed for a field says nothing of another that somebody chose instead', async () => {
  const { changes, others } = start(FilterRecords, ways.filter.of('fern'));
  type(0, 'moss');
  await others({ filter: and({ fieldId: HEIGHT, operator: 'is', value: 5 }) });
  expect([changes, useLostTexts.getState().lost]).toMatchObject([[], [{ text: 'moss' }]]);
});

it('a field of the order that is shown a moment longer than it is there is left alone', async () => {
  const keys = (...ids: string[]) => ({
    sort: ids.map((fieldId) => ({ fieldId, direction: 'asc' as const })),
  });
  const { changes, become } = start(SortRecords, keys(NAME, HEIGHT));
  become(keys(HEIGHT));
  const [first, second] = screen.getAllByRole('button', { name: 'Remove' }) as HTMLElement[];
  await act(async () => void fireEvent.click(first as HTMLElement));
  expect(changes).toEqual([]);
  await act(async () => void fireEvent.click(second as HTMLElement));
  expect(changes).toEqual([{ sort: [] }]);
});
