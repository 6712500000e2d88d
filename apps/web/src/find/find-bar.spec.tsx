import type { BaseSchema, Field, Table } from '@pyairtable/contracts';
import type { DataGridHandle } from '@pyairtable/grid';
import type { BaseSession } from '@pyairtable/realtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import type { OpenRows } from '@/base/use-table-rows';
import { browserReader } from '@/cells/cell-context';
import { FindBar } from './find-bar';

// Typing takes long where a machine is busy.
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => vi.unstubAllGlobals());

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const table = { id: 'tbl', name: 'Plants', fields: [name], primaryFieldId: name.id } as unknown as Table;
const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
const matches = ['recOak1', 'recOak2'].map((recordId, index) => ({ index, recordId, fieldIds: [name.id] }));

const answer = () => Response.json({ seq: 1, schemaVersion: 1, total: matches.length, matches });

/** The bar over a grid that only notes where its cursor is put. */
function barOver(select: (cell: unknown) => void) {
  const handle = { select, scrollTo: () => undefined, selection: () => ({ active: null }) };
  const grid = { current: handle as unknown as DataGridHandle };
  const input = { current: null };
  const open = { rows: { indexOf: () => undefined } } as unknown as OpenRows;
  const session = { subscribe: () => () => undefined } as unknown as BaseSession;
  return (now: BaseSchema, shown: Table) => (
    <BaseContextProvider value={{ base: now, session, reader: browserReader(now) } as BaseContext}>
      <FindBar
        table={shown}
        view={undefined}
        open={open}
        grid={grid}
        input={input}
        unfold={() => undefined}
        onClose={() => undefined}
      />
      <textarea aria-label="Elsewhere" />
    </BaseContextProvider>
  );
}

it('leaves the cursor where it is when somebody changes the base', async () => {
  const user = userEvent.setup();
  const fetched = vi.fn(() => Promise.resolve(answer()));
  vi.stubGlobal('fetch', fetched);
  const select = vi.fn();
  const bar = barOver(select);
  const { rerender } = render(bar(base, table));
  await user.type(screen.getByRole('textbox', { name: 'Find in view' }), 'oak');
  await screen.findByText('1 of 2');
  await user.keyboard('{Enter}');
  expect(screen.getByRole('status').textContent).toBe('2 of 2');
  const renamed = { ...table, name: 'Trees' };
  const asked = fetched.mock.calls.length;
  rerender(bar({ ...base, tables: [renamed] }, renamed));
  await waitFor(() => expect(fetched.mock.calls.length).toBe(asked + 1));
  await screen.findByText('2 of 2');
  expect(select.mock.calls).toEqual([[{ row: 0, column: 0 }], [{ row: 1, column: 0 }]]);
});

it('leaves the cursor to whoever has gone on to write elsewhere by the time that a match is read', async () => {
  const user = userEvent.setup();
  let read: (response: Response) => void = () => undefined;
  const fetched = vi.fn(() => new Promise<Response>((resolve) => (read = resolve)));
  vi.stubGlobal('fetch', fetched);
  const select = vi.fn();
  render(barOver(select)(base, table));
  await user.type(screen.getByRole('textbox', { name: 'Find in view' }), 'oak');
  await waitFor(() => expect(fetched).toHaveBeenCalled());
  await user.click(screen.getByRole('textbox', { name: 'Elsewhere' }));
  read(answer());
  await screen.findByText('2 found');
  expect(select).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: /Next match/ }));
  expect(select.mock.calls).toEqual([[{ row: 0, column: 0 }]]);
});
