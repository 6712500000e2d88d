import type { BaseSchema, Field, FieldOf, Row, Table, View } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { RecordActions } from '@/base/record-actions';
import type { GroupHeads } from '@/base/use-group-heads';
import type { OpenRows } from '@/base/use-table-rows';
import { browserReader } from '@/cells/cell-context';
import { fadeForEver } from '@/testing/fade-for-ever';
import { unopenedSession } from '@/testing/unopened-session';
import { isMarkedSaved } from '@/typed-text/saves-at-once';
import { RecordPanel } from './record-panel';

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => vi.unstubAllGlobals());

const NAME = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const COLOURS = {
  id: 'fldColours0000000',
  name: 'Colours',
  type: 'multipleSelects',
  options: { choices: ['red', 'blue'].map((name) => ({ id: `sel${name}`, name })) },
} as unknown as Field;
const RECORD: Row = { id: 'recFar', n: 900, createdTime: '', cells: { [NAME.id]: 'Elm' } };
const LINK = {
  id: 'fldLink0000000000',
  name: 'Soil',
  type: 'multipleRecordLinks',
  options: { linkedTableId: 'tblSoils', isReversed: false, prefersSingleRecordLink: false },
} as unknown as Field;
const FIELDS = [NAME, COLOURS, LINK];
const SOILS = { id: 'tblSoils', name: 'Soils', fields: [NAME], primaryFieldId: NAME.id, views: [] };

/** The panel of a record whose row is loaded nowhere. */
function open(
  titles: Promise<object[]> | ((path: string) => Promise<object[]>) = Promise.resolve([]),
  record = RECORD,
  view?: View,
) {
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal('fetch', (path: string) =>
    path.includes('titles')
      ? (typeof titles === 'function' ? titles(path) : titles).then((records) => Response.json({ records }))
      : Promise.resolve(Response.json(record)),
  );
  const table = { id: 'tbl', name: 'Trees', fields: FIELDS, primaryFieldId: NAME.id, views: [] };
  const base = { id: 'app', tables: [table, SOILS], collaborators: [] } as unknown as BaseSchema;
  const session = unopenedSession();
  const rows = session.openTable({
    table,
    fetchWindow: () => new Promise(() => undefined),
    fetchIds: () => new Promise(() => undefined),
    fetchRows: () => Promise.resolve([record]),
  });
  const written = vi.spyOn(session, 'updateRecords');
  const made = new Map<string, () => void>();
  let present = COLOURS as FieldOf<'multipleSelects'>;
  const actions = {
    fieldOf: (_: string, id: string) => [NAME, LINK, present].find((field) => field.id === id),
    addChoice: (_: string, __: Field, name: string) =>
      new Promise((resolve) =>
        made.set(name, () => {
          const choices = [...present.options.choices, { id: `sel${name}`, name }];
          present = { ...present, options: { choices } };
          resolve(`sel${name}`);
        }),
      ),
  };
  const context = {
    base,
    session,
    reader: browserReader(base),
    records: new RecordActions(session),
    tableId: table.id,
    mayEdit: true,
    mayChangeSchema: true,
    actions,
  };
  const { unmount } = render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context as unknown as BaseContext}>
        <RecordPanel
          table={table as unknown as Table}
          view={view}
          open={{ rows, count: 0 } as OpenRows}
          heads={{ groups: [], collapsed: { keys: new Set() } } as unknown as GroupHeads}
          recordId={RECORD.id}
          onRecord={vi.fn()}
          onClose={vi.fn()}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), session, records: context.records, written, made, unmount };
}

it('has the fields in the order of the view, and those that it hides last and folded, with what was typed', async () => {
  const visibleFieldIds = [LINK.id, NAME.id];
  const { user } = open(undefined, undefined, { id: 'viw', name: 'All', type: 'grid', visibleFieldIds });
  const shown = () =>
    screen
      .getAllByRole('term')
      .filter((term) => term.closest('[hidden]') === null)
      .map(({ textContent }) => textContent);
  await screen.findByRole('textbox', { name: 'Name' });
  expect(shown()).toEqual(['Name', 'Soil']);
  const fold = screen.getByRole('button', { name: '1 hidden field', expanded: false });
  await user.click(fold);
  expect(shown()).toEqual(['Name', 'Soil', 'Colours']);
  await user.click(fold);
  expect(shown()).toEqual(['Name', 'Soil']);
});

it('leaves the keys of undo to its boxes only while something is typed in them', async () => {
  const { user } = open();
  const box = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  expect(isMarkedSaved(box)).toBe(true);
  await user.type(box, '!');
  expect(isMarkedSaved(box)).toBe(false);
});

it('shows what is typed into a record whose row is not loaded', async () => {
  const { user } = open();
  const box = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await user.clear(box);
  await user.type(box, 'Ash{Enter}');
  expect([box.value, screen.getByRole('heading').textContent]).toEqual(['Ash', 'Ash']);
});

it('picks on from what was picked in a record whose row is not loaded', async () => {
  const { user, written } = open();
  await user.click(await screen.findByRole('button', { name: /^Colours / }));
  await user.keyboard('red{Enter}blue{Enter}');
  expect(written.mock.calls.map(([, [record]]) => record?.cells[COLOURS.id])).toEqual([
    ['selred'],
    ['selred', 'selblue'],
  ]);
});

it.each([
  ['its list is closed', '{Escape}', false],
  ['it is left', '{Escape}', true],
])('picks a choice that was being made when %s', async (_, keys, isLeft) => {
  const { user, written, made, unmount } = open();
  await user.click(await screen.findByRole('button', { name: /^Colours / }));
  await user.keyboard(`green{Enter}pink{Enter}${keys}`);
  if (isLeft) unmount();
  for (const name of ['green', 'pink']) {
    made.get(name)?.();
    await waitFor(() => expect(written.mock.lastCall?.[1][0]?.cells[COLOURS.id]).toContain(`sel${name}`));
  }
  expect(written.mock.lastCall?.[1]).toEqual([
    { id: RECORD.id, cells: { [COLOURS.id]: ['selgreen', 'selpink'] } },
  ]);
});

it('adds a choice that was being made before what was picked after it', async () => {
  const { user, written, made } = open();
  await user.click(await screen.findByRole('button', { name: /^Colours / }));
  await user.keyboard('green{Enter}red{Enter}');
  made.get('green')?.();
  await waitFor(() =>
    expect(written.mock.lastCall?.[1][0]?.cells[COLOURS.id]).toEqual(['selgreen', 'selred']),
  );
});

it('picks choices in the order of the presses, whichever is made first', async () => {
  const { user, written, made } = open();
  await user.click(await screen.findByRole('button', { name: /^Colours/ }));
  await user.keyboard('green{Enter}pink{Enter}grey{Enter}');
  for (const name of ['pink', 'green', 'grey']) {
    made.get(name)?.();
    await waitFor(() => expect(written.mock.lastCall?.[1][0]?.cells[COLOURS.id]).toContain(`sel${name}`));
  }
  expect(written.mock.lastCall?.[1][0]?.cells[COLOURS.id]).toEqual(['selgreen', 'selpink', 'selgrey']);
});

it('links in the order of the presses, whichever search is answered first', async () => {
  const answers = new Map<string, () => void>();
  const { user, written } = open((path) => {
    const text = /Loam|Clay/.exec(path)?.[0];
    const found = text ? [{ id: `rec${text.padEnd(14, 'A')}`, title: text }] : [];
    return new Promise((resolve) => answers.set(text ?? '', () => resolve(found)));
  });
  await user.click(await screen.findByRole('button', { name: /^Soil/ }));
  await user.keyboard('Loam{Enter}Clay{Enter}{Escape}');
  for (const text of ['Clay', 'Loam']) {
    await waitFor(() => expect(answers.has(text)).toBe(true));
    answers.get(text)?.();
    await waitFor(() =>
      expect(written.mock.lastCall?.[1][0]?.cells[LINK.id]).toContain(`rec${text.padEnd(14, 'A')}`),
    );
  }
  expect(written.mock.lastCall?.[1][0]?.cells[LINK.id]).toEqual(['recLoamAAAAAAAAAA', 'recClayAAAAAAAAAA']);
});

it('does not pick a choice that was being made when that is undone', async () => {
  const { user, session, records, written, made } = open();
  await user.click(await screen.findByRole('button', { name: /^Colours / }));
  await user.keyboard('green{Enter}{Escape}');
  expect(session.isExpecting).toBe(true);
  records.undo();
  await act(async () => made.get('green')?.());
  expect([session.isExpecting, written.mock.calls]).toEqual([false, []]);
});

it.each([true, false])(
  'keeps by Tab what is linked already, be that found by then or not: %s',
  async (isFound) => {
    const loam = { id: 'recLoamAAAAAAAAAA', title: 'Loam' };
    let answer: (found: object[]) => void = () => undefined;
    const titles = new Promise<object[]>((resolve) => (answer = resolve));
    const linked = { ...RECORD, cells: { ...RECORD.cells, [LINK.id]: [loam] } };
    const { user, session, written } = open(titles, linked);
    await user.click(await screen.findByRole('button', { name: /^Soil / }));
    if (isFound) answer([loam]);
    await user.keyboard('Loam');
    if (isFound) await screen.findByRole('option', { name: 'Loam', selected: true });
    await user.tab();
    expect(screen.queryByRole('listbox')).toBeNull();
    await act(async () => answer([loam]));
    await waitFor(() => expect(session.isExpecting).toBe(false));
    expect(written.mock.calls.map(([, [record]]) => record?.cells)).toEqual([]);
  },
);

it.each([true, false])(
  'links by Tab what was searched for, be that found by then or not: %s',
  async (isFound) => {
    const loam = { id: 'recLoamAAAAAAAAAA', title: 'Loam' };
    let answer: (found: object[]) => void = () => undefined;
    const { user, written } = open(new Promise((resolve) => (answer = resolve)));
    await user.click(await screen.findByRole('button', { name: /^Soil / }));
    if (isFound) answer([loam]);
    await user.keyboard('Loam');
    if (isFound) await screen.findByRole('option', { name: 'Loam' });
    await user.tab();
    expect(screen.queryByRole('listbox')).toBeNull();
    answer([loam]);
    await waitFor(() => expect(written).toHaveBeenCalled());
    expect(written.mock.calls.map(([, [record]]) => record?.cells)).toEqual([
      { [LINK.id]: ['recLoamAAAAAAAAAA'] },
    ]);
  },
);

it('makes a record with the link to it, by one act', async () => {
  const { user, session, records, written } = open();
  const created = vi.spyOn(session, 'createRecords');
  await user.click(await screen.findByRole('button', { name: /^Soil / }));
  await user.keyboard('Clay');
  await user.click(await screen.findByRole('option', { name: 'Add “Clay”' }));
  const [[tableId, made] = []] = created.mock.calls;
  expect([tableId, made]).toEqual(['tblSoils', [{ id: made?.[0]?.id, cells: { [NAME.id]: 'Clay' } }]]);
  expect(written.mock.lastCall?.[1]).toEqual([{ id: RECORD.id, cells: { [LINK.id]: [made?.[0]?.id] } }]);
  act(() => records.undo());
  expect(session.canUndo).toBe(false);
});

it('goes on by Tab from an open list to the next field, and back', async () => {
  onTestFinished(fadeForEver());
  const { user, written } = open();
  const button = (field: string) => screen.getByRole('button', { name: new RegExp(`^${field} `) });
  await user.click(await screen.findByRole('button', { name: /^Colours / }));
  await user.keyboard('red{Tab}');
  expect(document.activeElement).toBe(button('Soil'));
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Soil' }));
  await user.keyboard('{Shift>}{Tab}{/Shift}');
  expect(document.activeElement).toBe(button('Colours'));
  await user.keyboard('{Enter}{Shift>}{Tab}{/Shift}');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  expect(document.querySelectorAll('[aria-expanded="true"][aria-haspopup]')).toHaveLength(0);
  expect(written.mock.calls.map(([, [record]]) => record?.cells)).toEqual([{ [COLOURS.id]: ['selred'] }]);
});

it('opens a list with what is typed on its field, not with what was typed there before', async () => {
  const { user } = open();
  const colours = await screen.findByRole('button', { name: /^Colours / });
  act(() => colours.focus());
  const search = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Colours' });
  await user.keyboard('bl');
  expect([document.activeElement, search().value]).toEqual([search(), 'bl']);
  await user.keyboard('{Escape}re');
  expect([document.activeElement, search().value]).toEqual([search(), 're']);
  await user.keyboard('{Escape}{Control>}k{/Control}');
  expect([document.activeElement, screen.queryByRole('listbox')]).toEqual([colours, null]);
  await user.keyboard('{Enter}');
  expect(search().value).toBe('');
});
