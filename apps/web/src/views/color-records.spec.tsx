import type { BaseSchema, Field, FilterGroup, Table, View, ViewChange } from '@pyairtable/contracts';
import type { ShownRow } from '@pyairtable/realtime';
import { stripColor } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, renderHook, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { ColorRecords } from './color-records';
import { useRecordColor } from './use-record-color';

const STAGE = 'fldStage000000000';
const NUMBER = 'fldNumber00000000';
const DUE = 'fldDue00000000000';
const fields = [
  { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' },
  {
    id: STAGE,
    name: 'Stage',
    type: 'singleSelect',
    options: { choices: [{ id: 'selOpen0000000000', name: 'Open', color: 'redBright' }] },
  },
  { id: DUE, name: 'Due', type: 'date', options: { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } } },
  { id: NUMBER, name: 'Height', type: 'number', options: { precision: 0 } },
] as unknown as Field[];
const table = {
  id: 'tblAAAAAAAAAAAAAA',
  name: 'Plants',
  fields,
  primaryFieldId: 'fldName0000000000',
  views: [],
} as unknown as Table;
const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
const view = (colors?: View['colors']) => ({ id: 'viw', name: 'Grid', type: 'grid', colors }) as View;
const row = (cells: ShownRow['cells']): ShownRow => ({
  id: 'recAAAAAAAAAAAAAA',
  n: 1,
  createdTime: '2026-01-01T00:00:00.000Z',
  cells,
});

describe('the colours of records', () => {
  let changes: ViewChange[];
  let changing: () => Promise<void>;
  let shown: View;
  const inBase = (children: ReactNode) => (
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider
        value={
          {
            base,
            user: { id: 'usrAAAAAAAAAAAAAA' },
            actions: {
              viewNow: () => shown,
              changeView: (_table: string, _view: string, change: ViewChange) => {
                changes.push(change);
                return changing();
              },
            },
          } as unknown as BaseContext
        }
      >
        {children}
      </BaseContextProvider>
    </QueryClientProvider>
  );
  const open = (colors?: View['colors']) => {
    shown = view(colors);
    return render(inBase(<ColorRecords table={table} view={shown} open onOpenChange={() => undefined} />));
  };
  const colorOf = (colors: View['colors'], cells: ShownRow['cells']) =>
    renderHook(() => useRecordColor(table, view(colors)), {
      wrapper: ({ children }) => inBase(children),
    }).result.current?.(row(cells));

  beforeEach(() => {
    changes = [];
    changing = () => Promise.resolve();
    // jsdom has none.
    const light = { matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() };
    vi.stubGlobal('matchMedia', () => light);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('are those of what a record has chosen', () => {
    const colors = { fieldId: STAGE };
    expect(colorOf(colors, { [STAGE]: 'selOpen0000000000' })).toBe(stripColor('redBright', 'light'));
    expect(colorOf(colors, { [STAGE]: 'selGone0000000000' })).toBeUndefined();
    expect(colorOf(colors, {})).toBeUndefined();
    expect(colorOf(undefined, { [STAGE]: 'selOpen0000000000' })).toBeUndefined();
  });

  it('are those of the first conditions that hold', () => {
    const above = (value: number, color: string) => ({
      color,
      filter: {
        conjunction: 'and' as const,
        conditions: [{ fieldId: NUMBER, operator: 'isGreater' as const, value }],
      },
    });
    const colors = { rules: [above(10, 'greenBright'), above(5, 'yellowBright')] };
    const named = [12, 7, 3].map((height) => colorOf(colors, { [NUMBER]: height }));
    expect(named).toEqual([
      stripColor('greenBright', 'light'),
      stripColor('yellowBright', 'light'),
      undefined,
    ]);
  });

  it('are none where a field has no choices any more, or conditions ask nothing', () => {
    const asking = (conditions: FilterGroup['conditions']) => ({
      rules: [{ color: 'redBright', filter: { conjunction: 'and' as const, conditions } }],
    });
    const cells = { [NUMBER]: 5 };
    expect(colorOf({ fieldId: NUMBER }, cells)).toBeUndefined();
    expect(colorOf({ fieldId: 'fldGone0000000000' }, cells)).toBeUndefined();
    expect(colorOf(asking([{ fieldId: NUMBER, operator: 'contains', value: 'a' }]), cells)).toBeUndefined();
    expect(colorOf(asking([{ fieldId: NUMBER, operator: 'isGreater' }]), cells)).toBeUndefined();
    expect(colorOf(asking([]), cells)).toBe(stripColor('redBright', 'light'));
  });

  it('follow the clock where days are relative to today', () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T23:59:30Z') });
    const today = {
      fieldId: DUE,
      operator: 'is' as const,
      value: { mode: 'today' as const },
    };
    const colors = {
      rules: [{ color: 'redBright', filter: { conjunction: 'and' as const, conditions: [today] } }],
    };
    const { result } = renderHook(() => useRecordColor(table, view(colors)), {
      wrapper: ({ children }) => inBase(children),
    });
    const due = row({ [DUE]: '2026-03-02' });
    expect(result.current?.(due)).toBeUndefined();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(result.current?.(due)).toBe(stripColor('redBright', 'light'));
    vi.useRealTimers();
  });

  it('are begun with conditions, one colour after the other', async () => {
    const user = userEvent.setup();
    open();
    await user.click(screen.getByRole('combobox', { name: 'Colour records by' }));
    await user.click(screen.getByRole('option', { name: 'Conditions' }));
    const first = { color: 'blueLight2', filter: { conjunction: 'and', conditions: [] } };
    expect(changes).toEqual([{ colors: { rules: [first] } }]);
    cleanup();
    open({ rules: [first] } as View['colors']);
    await user.click(screen.getByRole('button', { name: 'Add a colour' }));
    expect(changes.at(-1)).toEqual({ colors: { rules: [first, { ...first, color: 'cyanLight2' }] } });
    await user.click(screen.getByRole('button', { name: 'Add condition' }));
    const begun = { fieldId: 'fldName0000000000', operator: 'contains' };
    expect(changes.at(-1)).toMatchObject({
      colors: { rules: [{ color: 'blueLight2', filter: { conditions: [begun] } }] },
    });
  });

  it('are chosen by field', async () => {
    const user = userEvent.setup();
    open();
    await user.click(screen.getByRole('combobox', { name: 'Colour records by' }));
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Nothing',
      'Conditions',
      'Stage',
    ]);
    await user.click(screen.getByRole('option', { name: 'Stage' }));
    expect(changes).toEqual([{ colors: { fieldId: STAGE } }]);
  });

  it('are said by the view bar, by the field that gives them or by conditions', () => {
    open({ fieldId: STAGE });
    screen.getByRole('button', { name: 'Coloured by Stage' });
    cleanup();
    open({ rules: [{ color: 'redBright', filter: { conjunction: 'and', conditions: [] } }] });
    screen.getByRole('button', { name: 'Coloured by conditions' });
  });

  it('have a name each for what is done to them', () => {
    const filter = (...conditions: FilterGroup['conditions']) => ({
      conjunction: 'and' as const,
      conditions,
    });
    const asked = { fieldId: NUMBER, operator: 'isGreater' as const };
    open({ rules: ['redBright', 'blueBright'].map((color) => ({ color, filter: filter(asked) })) });
    const names = within(screen.getByRole('list', { name: 'Colours' }))
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label') ?? '');
    const own = names.filter((name) => /colour/i.test(name));
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own).size).toBe(own.length);
  });

  it('are put in another order by button and by key, and what is moved keeps the keyboard', async () => {
    const user = userEvent.setup();
    const named = (color: string) => ({ color, filter: { conjunction: 'and' as const, conditions: [] } });
    open({ rules: ['redBright', 'blueBright', 'greenBright'].map(named) });
    const order = () => {
      const { colors } = changes.at(-1) ?? {};
      return colors && 'rules' in colors ? colors.rules.map(({ color }) => color) : null;
    };
    // The last change is shown for as long as the server has not answered.
    changing = () => new Promise(() => undefined);
    await user.click(screen.getByRole('button', { name: 'Move colour 1 down' }));
    expect(order()).toEqual(['blueBright', 'redBright', 'greenBright']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move colour 2 down' }));
    screen.getByRole('button', { name: /^Move colour 3: / }).focus();
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(order()).toEqual(['greenBright', 'blueBright', 'redBright']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Move colour 1: / }));
    const asked = changes.length;
    await user.keyboard('{ArrowUp}');
    fireEvent.click(screen.getByRole('button', { name: 'Move colour 1 up' }));
    fireEvent.click(screen.getByRole('button', { name: 'Move colour 3 down' }));
    expect(changes.length).toBe(asked);
  });

  it('are dragged to another place, by one change', () => {
    const named = (color: string) => ({ color, filter: { conjunction: 'and' as const, conditions: [] } });
    open({ rules: ['redBright', 'blueBright', 'greenBright'].map(named) });
    const lines = within(screen.getByRole('list', { name: 'Colours' })).getAllByRole('listitem');
    const handle = screen.getByRole('button', { name: /^Move colour 3: / });
    fireEvent.dragStart(handle, { dataTransfer: {} });
    for (const line of [lines[1], lines[0]]) fireEvent.dragOver(line as HTMLElement);
    fireEvent.drop(lines[0] as HTMLElement);
    fireEvent.dragEnd(handle);
    expect(changes).toEqual([{ colors: { rules: ['greenBright', 'redBright', 'blueBright'].map(named) } }]);
  });

  it('are offered by the words that people have for them', async () => {
    open({ rules: [{ color: 'redBright', filter: { conjunction: 'and', conditions: [] } }] });
    await userEvent.click(screen.getByRole('button', { name: 'Colour 1: red' }));
    expect(screen.getByRole('button', { name: 'red', pressed: true })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'pale blue' }));
    expect(changes).toMatchObject([{ colors: { rules: [{ color: 'blueLight2' }] } }]);
  });

  it('end with their last conditions', async () => {
    open({ rules: [{ color: 'redBright', filter: { conjunction: 'and', conditions: [] } }] });
    expect(screen.getByText('All records.')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Remove colour 1' }));
    expect(changes).toEqual([{ colors: null }]);
  });
});
