import type { BaseSchema, Field } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BaseContextProvider, type BaseContext } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import type { OfferedLink } from '@/cells/offered-link';
import { unopenedSession } from '@/testing/unopened-session';
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
  const session = unopenedSession();
  const context = { base, reader: browserReader(base), session, mayEdit };
  const picked: (OfferedLink | null)[] = [];
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
  return { session, picked };
}

afterEach(() => vi.unstubAllGlobals());

const id = expect.stringMatching(/^rec/) as string;
const made = {
  id,
  title: 'Brand new',
  toMake: { tableId: PROJECTS, id, cells: { fldName: 'Brand new' } },
};

it('offers a record of a title that none has, which is made by no more than that', async () => {
  const { session, picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'Brand new');
  await userEvent.click(await screen.findByRole('option', { name: 'Add “Brand new”' }));
  expect([picked, session.pendingCount, session.canUndo]).toEqual([[made], 0, false]);
});

it('offers no second one while searches do not find it yet, unless it was taken back or deleted', async () => {
  const { session, picked } = pick();
  const add = async () => {
    await userEvent.clear(screen.getByRole('combobox'));
    await userEvent.type(screen.getByRole('combobox'), 'Brand new{Enter}');
  };
  await add();
  await waitFor(() => expect(picked).toEqual([made]));
  await add();
  await waitFor(() => expect(picked).toEqual([made, made]));
  expect(picked[1]?.id).toBe(picked[0]?.id);
  session.createRecords(PROJECTS, [{ cells: {} }]);
  session.undo();
  await add();
  await waitFor(() => expect(picked).toHaveLength(3));
  expect(picked[2]?.id).not.toBe(picked[0]?.id);
  const second = picked[2]?.id as string;
  session.createRecords(PROJECTS, [{ id: second, cells: {} }]);
  await add();
  await waitFor(() => expect(picked[3]?.id).toBe(second));
  session.deleteRecords(PROJECTS, [second]);
  await add();
  await waitFor(() => expect(picked).toHaveLength(5));
  expect(picked[4]?.id).not.toBe(second);
});

it('does so too by Enter before the search is answered', async () => {
  const { picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'Brand new{Enter}');
  await waitFor(() => expect(picked).toEqual([made]));
});

it('picks what has the title, and makes no other', async () => {
  const { picked } = pick();
  await userEvent.type(screen.getByRole('combobox'), 'old house{Enter}');
  await waitFor(() => expect(picked).toEqual([{ id: 'recOldAAAAAAAAAAA', title: 'Old house' }]));
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
