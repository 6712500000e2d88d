import type { BaseSchema, Field, Table } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import type { SchemaActions } from '@/base/schema-actions';
import { browserReader } from '@/cells/cell-context';
import { fadeForEver } from '@/testing/fade-for-ever';
import { unopenedSession } from '@/testing/unopened-session';
import { keepTyped } from '@/typed-text/keep-typed';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import { fieldsToFill } from './fields-to-fill';
import { type NewRecord, NewRecordDialog } from './new-record-dialog';

// Typing takes long where a machine is busy.
vi.setConfig({ testTimeout: 60_000 });

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const height = {
  id: 'fldHeight00000000',
  name: 'Height',
  type: 'number',
  options: { precision: 0 },
  rules: { required: true },
} as Field;
const kind = {
  id: 'fldKind0000000000',
  name: 'Kind',
  type: 'singleSelect',
  options: { choices: [{ id: 'selTree0000000000', name: 'Tree' }] },
  rules: { required: true, default: 'selTree0000000000' },
} as Field;
const planted = { ...kind, rules: { required: true, default: 'selGone0000000000' } } as Field;
const owner = {
  id: 'fldOwner000000000',
  name: 'Owner',
  type: 'singleCollaborator',
  rules: { required: true, default: 'currentUser' },
} as Field;

const base = { id: 'appAAAAAAAAAAAAAA', tables: [], collaborators: [] } as unknown as BaseSchema;
const reader = browserReader(base);
const actions = { fieldOf: () => undefined } as unknown as SchemaActions;

it('is asked for by required fields without a default that holds', () => {
  expect(fieldsToFill([name, height, kind, owner], reader)).toEqual([height]);
  expect(fieldsToFill([planted], reader)).toEqual([planted]);
});

it('keeps what was entered, to be copied, when it goes with its table; not when it is closed', async () => {
  const user = userEvent.setup();
  const table = { id: 'tbl', name: 'Plants', fields: [name, height], primaryFieldId: name.id };
  const dialog = (
    <BaseContextProvider value={{ base, reader, actions, tableId: 'tbl', mayEdit: true } as BaseContext}>
      <NewRecordDialog table={table as unknown as Table} onAdd={vi.fn()} onClose={vi.fn()} />
    </BaseContextProvider>
  );
  const lost = () => useLostTexts.getState().lost.map(({ text }) => text);
  const first = render(dialog);
  await user.type(screen.getByRole('textbox', { name: /^Height/ }), '12{Tab}');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  first.unmount();
  expect(lost()).toEqual([]);
  const second = render(dialog);
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  await user.type(screen.getByRole('textbox', { name: /^Height/ }), '12{Tab}');
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Fern');
  second.unmount();
  expect(lost()).toEqual(['Name: Fern\nHeight: 12']);
  dropLostTexts();
});

it('asks whoever closes it, or leaves the page, before what was entered is dropped', async () => {
  const user = userEvent.setup();
  const table = { id: 'tbl', name: 'Plants', fields: [name, height], primaryFieldId: name.id };
  const closed = vi.fn();
  render(
    <BaseContextProvider value={{ base, reader, actions, tableId: 'tbl', mayEdit: true } as BaseContext}>
      <NewRecordDialog table={table as unknown as Table} onAdd={vi.fn()} onClose={closed} />
    </BaseContextProvider>,
  );
  const mayLeave = () => act(async () => keepTyped());
  expect(await mayLeave()).toBe(true);
  await user.keyboard('{Escape}');
  expect(closed).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  // Not taken yet, and in a box that came after the dialog.
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Fern{Escape}');
  await user.click(await screen.findByRole('button', { name: 'Go on editing' }));
  expect(closed).toHaveBeenCalledTimes(1);
  expect(await mayLeave()).toBe(false);
  await user.keyboard('{Escape}');
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  expect(closed).toHaveBeenCalledTimes(2);
});

it('keeps the cell of a field that goes meanwhile, to be copied, and adds the record without it', async () => {
  const user = userEvent.setup();
  const added = vi.fn();
  const dialog = (fields: Field[]) => (
    <BaseContextProvider value={{ base, reader, actions, tableId: 'tbl', mayEdit: true } as BaseContext}>
      <NewRecordDialog
        table={{ id: 'tbl', name: 'Plants', fields, primaryFieldId: name.id } as unknown as Table}
        onAdd={added}
        onClose={vi.fn()}
      />
    </BaseContextProvider>
  );
  const soil = { id: 'fldSoil0000000000', name: 'Soil', type: 'singleLineText' } as Field;
  const light = { id: 'fldLight000000000', name: 'Light', type: 'singleLineText' } as Field;
  const { rerender, unmount } = render(dialog([name, height, soil, light]));
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  await user.type(screen.getByRole('textbox', { name: /^Height/ }), '12{Tab}');
  await user.type(screen.getByRole('textbox', { name: /^Light/ }), 'dark{Tab}');
  // Not left yet when the field goes.
  await user.type(screen.getByRole('textbox', { name: /^Soil/ }), 'clay');
  rerender(dialog([name, height, { ...light, type: 'number', options: { precision: 0 } } as Field]));
  const lost = useLostTexts.getState().lost.map(({ field, text }) => [field.name, text]);
  expect(lost).toEqual([
    ['Soil', 'clay'],
    ['Light', 'dark'],
  ]);
  dropLostTexts();
  await user.click(screen.getByRole('button', { name: 'Add record' }));
  expect(added).toHaveBeenCalledWith({ cells: { [height.id]: 12 }, titles: {} });
  unmount();
  expect(useLostTexts.getState().lost).toEqual([]);
});

it('keeps what was typed, and says why it adds nothing, once its person may only read', async () => {
  const user = userEvent.setup();
  const added = vi.fn();
  const table = { id: 'tbl', name: 'Plants', fields: [name, height], primaryFieldId: name.id };
  const dialog = (mayEdit: boolean) => (
    <BaseContextProvider value={{ base, reader, actions, tableId: 'tbl', mayEdit } as BaseContext}>
      <NewRecordDialog table={table as unknown as Table} onAdd={added} onClose={vi.fn()} />
    </BaseContextProvider>
  );
  const { rerender, unmount } = render(dialog(true));
  const box = screen.getByRole('textbox', { name: /^Height/ });
  await user.type(box, '12');
  rerender(dialog(false));
  await user.type(box, '{Enter}');
  expect(screen.getByRole('button', { name: 'Add record' })).toHaveProperty('disabled', true);
  expect(screen.getByText(/only read this base now/)).toBeDefined();
  expect(added).not.toHaveBeenCalled();
  expect(box).toHaveProperty('value', '12');
  unmount();
  expect(useLostTexts.getState().lost.map(({ text }) => text)).toEqual(['Height: 12']);
  dropLostTexts();
});

it('takes what a record must have, and other cells on wish', async () => {
  const user = userEvent.setup();
  const added = vi.fn();
  const closed = vi.fn();
  const table = {
    id: 'tbl',
    name: 'Plants',
    fields: [name, height],
    primaryFieldId: name.id,
  } as unknown as Table;
  render(
    <BaseContextProvider value={{ base, reader, actions, tableId: 'tbl', mayEdit: true } as BaseContext}>
      <NewRecordDialog table={table} onAdd={added} onClose={closed} />
    </BaseContextProvider>,
  );
  const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add record' });
  expect(add.disabled).toBe(true);
  expect(screen.getByText('Fill in Height.')).toBeDefined();
  expect(screen.queryByRole('textbox', { name: /^Name/ })).toBeNull();
  const box = screen.getByRole('textbox', { name: /^Height/ });
  await user.type(box, 'tall{Tab}');
  expect(screen.getByText(/tall/)).toBeDefined();
  expect(add.disabled).toBe(true);
  await user.clear(box);
  await user.type(box, '12{Tab}');
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Fern{Tab}');
  await user.click(add);
  expect(closed).toHaveBeenCalled();
  expect(added).toHaveBeenCalledWith({ cells: { [height.id]: 12, [name.id]: 'Fern' }, titles: {} });
});

describe('a new choice that is not made yet when the record is added', () => {
  const tall = { ...height, rules: {} } as Field;

  /** The dialog once the record is asked for, a choice being on its way that `answer` tells of. */
  async function adding() {
    const user = userEvent.setup();
    Element.prototype.scrollIntoView = () => undefined;
    const size = { id: 'fldSize', name: 'Size', type: 'singleSelect', options: { choices: [] } } as Field;
    let answer: (id: string | null) => void = () => undefined;
    let now = size;
    const fieldOf = (_: string, fieldId: string) => (fieldId === size.id ? now : undefined);
    const made = new Promise<string | null>((resolve) => (answer = resolve));
    const waiting = { fieldOf, addChoice: () => made } as unknown as SchemaActions;
    const [added, closed] = [vi.fn(), vi.fn()];
    const context = { base, reader, actions: waiting, tableId: 'tbl', mayEdit: true, mayChangeSchema: true };
    const table = { id: 'tbl', name: 'Plants', fields: [size, name, tall], primaryFieldId: name.id };
    render(
      <BaseContextProvider value={context as BaseContext}>
        <NewRecordDialog table={table as unknown as Table} onAdd={added} onClose={closed} />
      </BaseContextProvider>,
    );
    await user.click(screen.getByRole('button', { name: 'Show all fields' }));
    await user.click(screen.getByRole('button', { name: /^Size / }));
    await user.keyboard('Bush{Enter}');
    await user.click(screen.getByRole('button', { name: 'Add record' }));
    expect([added.mock.calls, closed.mock.calls]).toEqual([[], []]);
    return {
      added,
      closed,
      async answer(id: string | null) {
        now = { ...size, options: { choices: [{ id: 'selBush', name: 'Bush' }] } } as Field;
        await act(async () => answer(id));
      },
    };
  }

  it('is waited for', async () => {
    const { added, closed, answer } = await adding();
    await answer('selBush');
    expect(added.mock.calls).toEqual([[{ cells: { fldSize: 'selBush' }, titles: {} }]]);
    expect(closed).toHaveBeenCalled();
  });

  it('is not left out unseen where it is refused', async () => {
    const { added, closed, answer } = await adding();
    await answer(null);
    expect([added.mock.calls, closed.mock.calls]).toEqual([[], []]);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Add record' }));
    expect(added.mock.calls).toEqual([[{ cells: {}, titles: {} }]]);
  });

  it('waits for who types meanwhile, who asks for the record again', async () => {
    const { added, closed, answer } = await adding();
    const user = userEvent.setup();
    await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Fer');
    await answer('selBush');
    expect([added.mock.calls, closed.mock.calls]).toEqual([[], []]);
    expect(screen.getByText('Add the record when you are done.')).toBeDefined();
    await user.keyboard('n');
    await user.click(screen.getByRole('button', { name: 'Add record' }));
    expect(added.mock.calls).toEqual([[{ cells: { fldSize: 'selBush', [name.id]: 'Fern' }, titles: {} }]]);
    expect(useLostTexts.getState().lost).toEqual([]);
  });

  it('leaves no text behind that is not taken', async () => {
    const { added, closed, answer } = await adding();
    const user = userEvent.setup();
    await answer(null);
    await user.type(screen.getByRole('textbox', { name: /^Height/ }), 'tall');
    await user.click(screen.getByRole('button', { name: 'Add record' }));
    expect([added.mock.calls, closed.mock.calls, useLostTexts.getState().lost]).toEqual([[], [], []]);
    expect(screen.getByRole('textbox', { name: /^Height/ })).toHaveProperty('value', 'tall');
    await user.clear(screen.getByRole('textbox', { name: /^Height/ }));
    await user.keyboard('12');
    await user.click(screen.getByRole('button', { name: 'Add record' }));
    expect(added.mock.calls).toEqual([[{ cells: { [height.id]: 12 }, titles: {} }]]);
  });
});

it('takes by Tab what was searched for: a choice, a person, and a link that is found later', async () => {
  onTestFinished(fadeForEver());
  const user = userEvent.setup();
  Element.prototype.scrollIntoView = () => undefined;
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)));
  const options = { linkedTableId: 'tblSoils', prefersSingleRecordLink: true };
  const soil = { id: 'fldSoil', name: 'Soil', type: 'multipleRecordLinks', options };
  const people = [{ id: 'usrAda', name: 'Ada', email: 'ada@example.org' }];
  const soils = { id: 'tblSoils', name: 'Soils', fields: [name], primaryFieldId: name.id, views: [] };
  const peopled = { ...base, tables: [soils], collaborators: people } as unknown as BaseSchema;
  const context = {
    base: peopled,
    reader: browserReader(peopled),
    actions,
    session: unopenedSession(),
    mayEdit: true,
  };
  const fields = [kind, owner, soil].map((field) => ({ ...field, rules: {} }));
  const added = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context as unknown as BaseContext}>
        <NewRecordDialog
          table={{ id: 'tbl', name: 'Plants', fields, primaryFieldId: '' } as unknown as Table}
          onAdd={added}
          onClose={vi.fn()}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  act(() => screen.getByRole('button', { name: /^Kind / }).focus());
  // A list opens by what is typed, and Tab goes on to the next, as in the grid.
  await user.keyboard('tre{Tab}ad{Tab}loam{Tab}');
  await user.click(screen.getByRole('button', { name: 'Add record' }));
  await act(async () => answer(Response.json({ records: [{ id: 'recLoamAAAAAAAAAA', title: 'Loam' }] })));
  const [[{ cells } = {} as NewRecord] = []] = added.mock.calls as [NewRecord][];
  expect(cells).toEqual({
    [kind.id]: 'selTree0000000000',
    [owner.id]: 'usrAda',
    fldSoil: ['recLoamAAAAAAAAAA'],
  });
  vi.unstubAllGlobals();
});

it('makes a record with those that it links to, none where another is picked after all', async () => {
  const user = userEvent.setup();
  Element.prototype.scrollIntoView = () => undefined;
  const titled = [{ id: 'recLoamAAAAAAAAAA', title: 'Loam' }];
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(Response.json({ records: path.includes('Loam') ? titled : [] })),
  );
  const link = (name: string) => ({
    id: `fld${name}`,
    name,
    type: 'multipleRecordLinks',
    options: { linkedTableId: 'tblSoils', isReversed: false, prefersSingleRecordLink: true },
  });
  const soils = { id: 'tblSoils', name: 'Soils', fields: [name], primaryFieldId: name.id, views: [] };
  const linked = { ...base, tables: [soils] } as unknown as BaseSchema;
  const session = unopenedSession();
  const context = { base: linked, reader: browserReader(linked), actions, session, mayEdit: true };
  const added = vi.fn();
  const table = { id: 'tbl', name: 'Plants', fields: [link('Likes'), link('Bears')], primaryFieldId: '' };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context as unknown as BaseContext}>
        <NewRecordDialog table={table as unknown as Table} onAdd={added} onClose={vi.fn()} />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Show all fields' }));
  const pick = async (field: string, text: string, option: string) => {
    await user.click(screen.getByRole('button', { name: new RegExp(`^${field} `) }));
    await user.keyboard(text);
    await user.click(await screen.findByRole('option', { name: option }));
    await user.keyboard('{Escape}');
  };
  await pick('Likes', 'Clay', 'Add “Clay”');
  await pick('Bears', 'Sand', 'Add “Sand”');
  await pick('Bears', 'Loam', 'Loam');
  expect(session.pendingCount).toBe(0);
  await user.click(screen.getByRole('button', { name: 'Add record' }));
  const [[{ cells, linked: made } = {} as NewRecord] = []] = added.mock.calls as [NewRecord][];
  const id = made?.[0]?.id;
  expect(made).toEqual([{ tableId: 'tblSoils', id, cells: { [name.id]: 'Clay' } }]);
  expect(cells).toEqual({ fldLikes: [id], fldBears: ['recLoamAAAAAAAAAA'] });
  vi.unstubAllGlobals();
});
