import type { BaseSchema, Field, LinkedTitle } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BaseContextProvider, type BaseContext } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { RecordPicker } from './record-picker';

Element.prototype.scrollIntoView = () => undefined;

const PROJECTS = 'tblBBBBBBBBBBBBBB';

/** A picker of projects, of which there is one, by somebody who `mayEdit` or not. */
function pick({ mayEdit = true, fields = [] as Field[] } = {}) {
  vi.stubGlobal('fetch', (path: string) => {
    const sought = new URL(path, 'http://a.example').searchParams.get('q') ?? '';
    const records = [{ id: 'recOldAAAAAAAAAAA', title: 'Old house' }].filter(({ title }) =>
      title.toLowerCase().includes(sought.toLowerCase()),
    );
    return Promise.resolve(Response.json({ records }));
  });
  const name = { id: 'fldName', name: 'Name', type: 'singleLineText' } as Field;
  const base = {
    id: 'app',
    collaborators: [],
    tables: [
      { id: PROJECTS, name: 'Projects', primaryFieldId: name.id, fields: [name, ...fields], views: [] },
    ],
  } as unknown as BaseSchema;
  const create = vi.fn(() => ['recNewAAAAAAAAAAA']);
  let undone = () => undefined as void;
  const context = {
    base,
    reader: browserReader(base),
    records: { create, onStep: (undo: () => void) => (undone = undo) },
    mayEdit,
  };
  const picked: (LinkedTitle | null)[] = [];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context as unknown as BaseContext}>
        <RecordPicker
          label="Project"
          linkedTableId={PROJECTS}
          chosen={[]}
          onToggle={(record) => picked.push(record)}
          onToggleLater={(record) => void record.then((found) => picked.push(found))}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  return { create, picked, undo: () => undone() };
}

afterEach(() => vi.unstubAllGlobals());

const made = { id: 'recNewAAAAAAAAAAA', title: 'Brand new' };

it('makes a record of a title that none has, and picks it', async () => {
  const { create, picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'Brand new');
  await userEvent.click(await screen.findByRole('option', { name: 'Add “Brand new”' }));
  expect(create.mock.calls).toEqual([[PROJECTS, [{ cells: { fldName: 'Brand new' } }]]]);
  expect(picked).toEqual([made]);
});

it('makes no second one while searches do not find it yet, unless it was taken back', async () => {
  const { create, picked, undo } = pick();
  const add = async () => {
    await userEvent.clear(screen.getByRole('combobox'));
    await userEvent.type(screen.getByRole('combobox'), 'Brand new{Enter}');
  };
  await add();
  await vi.waitFor(() => expect(picked).toEqual([made]));
  await add();
  await vi.waitFor(() => expect(picked).toEqual([made, made]));
  expect(create).toHaveBeenCalledOnce();
  undo();
  await add();
  await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(2));
});

it('does so too by Enter before the search is answered', async () => {
  const { picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'Brand new{Enter}');
  await vi.waitFor(() => expect(picked).toEqual([made]));
});

it('picks what has the title, and makes no other', async () => {
  const { create, picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'old house{Enter}');
  await vi.waitFor(() => expect(picked).toEqual([{ id: 'recOldAAAAAAAAAAA', title: 'Old house' }]));
  expect(create).not.toHaveBeenCalled();
});

it.each([
  ['who only reads', { mayEdit: false }],
  [
    'a table whose records need more than a title',
    { fields: [{ id: 'fldDue', name: 'Due', type: 'date', rules: { required: true } } as unknown as Field] },
  ],
])('offers none to %s', async (_, given) => {
  pick(given);
  await userEvent.type(screen.getByRole('combobox'), 'Brand new');
  await screen.findByText('No record has that title.');
  expect(screen.queryByRole('option')).toBeNull();
});
