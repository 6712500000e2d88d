import type { BaseSchema, Field, Table, View, ViewChange } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { baseKey } from '@/base/schema-actions';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import type { Arranging } from './arranging';
import { ViewBar } from './view-bar';

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const notes = { ...name, id: 'fldNotes000000000', name: 'Notes' };
const filtered = (id: string, title: string) =>
  ({
    id,
    name: title,
    filter: { conjunction: 'and', conditions: [{ fieldId: name.id, operator: 'contains' }] },
  }) as View;
const [grid, mine] = [filtered('viwGrid', 'Grid view'), filtered('viwMine', 'Mine')];

/** The bar of a table whose views somebody else deletes; answers what was asked of which view. */
function start(arranged: Arranging | null = null, mayEdit = true) {
  const added = vi.fn();
  const asked: [viewId: string, change: ViewChange | 'deleted'][] = [];
  const client = new QueryClient();
  const actions = {
    viewNow: (_: string, viewId: string) =>
      client
        .getQueryData<BaseSchema>(baseKey('appAAAAAAAAAAAAAA'))
        ?.tables[0]?.views.find(({ id }) => id === viewId),
    changeView: (_: string, viewId: string, change: ViewChange) => {
      asked.push([viewId, change]);
      return Promise.resolve();
    },
    deleteView: (_: string, viewId: string) => {
      asked.push([viewId, 'deleted']);
      return Promise.resolve();
    },
  };
  const bar = (view: View, views: View[], fields = [notes, name]) => {
    const table = {
      id: 'tbl',
      name: 'Plants',
      fields,
      primaryFieldId: notes.id,
      views,
    } as unknown as Table;
    const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
    client.setQueryData(baseKey(base.id), base);
    const session = { permissionLevel: 'edit' };
    return (
      <QueryClientProvider client={client}>
        <BaseContextProvider
          value={{ base, session, user: { id: 'usr' }, actions, mayEdit } as unknown as BaseContext}
        >
          <ViewBar
            table={table}
            view={view}
            onView={vi.fn()}
            arranging={arranged && { what: arranged, viewId: mine.id }}
            onArranging={vi.fn()}
            heads={{ groups: [], foldAll: vi.fn() }}
            onAddRecord={added}
            onFind={vi.fn()}
          />
        </BaseContextProvider>
      </QueryClientProvider>
    );
  };
  const third = { ...grid, id: 'viwThird', name: 'Third' };
  const { rerender } = render(bar(mine, [grid, mine, third]));
  return {
    asked,
    added,
    deleted: () => act(async () => rerender(bar(grid, [grid, third]))),
    locked: () => {
      const locked = { ...mine, locked: true };
      return act(async () => rerender(bar(locked, [grid, locked, third])));
    },
    emptied: () => act(async () => rerender(bar({ ...mine, groups: [], sort: [] }, [grid, mine]))),
    sorted: () =>
      act(async () =>
        rerender(bar({ ...mine, groups: [], sort: [{ fieldId: name.id, direction: 'asc' }] }, [grid, mine])),
      ),
    withoutField: () => act(async () => rerender(bar(mine, [grid, mine, third], [notes]))),
  };
}
const choose = async (item: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Mine' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
};

it('adds a record wherever the rows are scrolled to, for whoever may', () => {
  const { added } = start();
  fireEvent.click(screen.getByRole('button', { name: 'New record' }));
  expect(added).toHaveBeenCalledOnce();
});

it('offers no record to those who read', () => {
  start(null, false);
  expect(screen.queryByRole('button', { name: 'New record' })).toBeNull();
});

it('keeps room for the words of what arranges the view, not for lists that were emptied', async () => {
  const { emptied, sorted } = start();
  const isCalled = (container: string) =>
    screen.getByRole('toolbar', { name: 'View' }).classList.contains(container);
  await emptied();
  expect(isCalled('@container/bar')).toBe(true);
  await sorted();
  expect(isCalled('@container/bar-1')).toBe(true);
});

describe('what is open of a view that somebody else deletes', () => {
  it('goes with it: its menu', async () => {
    const { deleted } = start();
    fireEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await screen.findByRole('menuitem', { name: 'Delete view' });
    await deleted();
    await waitFor(() => expect(screen.queryByRole('menuitem', { name: 'Delete view' })).toBeNull());
  });

  it('goes with it: the name it was to have, which no other view gets', async () => {
    const { asked, deleted } = start();
    await choose('Rename view');
    const box = await screen.findByLabelText('Name');
    fireEvent.change(box, { target: { value: 'Ours' } });
    await deleted();
    const form = box.closest('form');
    if (form?.isConnected) fireEvent.submit(form);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked).toEqual([]);
  });

  it('goes with it: its filter, and what was typed in there filters no other view', async () => {
    const { asked, deleted } = start('filter');
    fireEvent.change(await screen.findByLabelText('Value for Name'), { target: { value: 'fern' } });
    await deleted();
    await waitFor(() => expect(screen.queryByLabelText('Value for Name')).toBeNull());
    expect(asked).toEqual([]);
    dropLostTexts();
  });
});

it.each([
  ['its view is deleted', 'deleted', '“Mine” was deleted while you typed.'],
  ['its view is locked', 'locked', '“Mine” was locked while you typed.'],
  ['its field is deleted', 'withoutField', undefined],
] as const)('what is typed in a filter is kept to copy when %s', async (_what, happens, refusal) => {
  const started = start('filter');
  fireEvent.change(await screen.findByLabelText('Value for Name'), { target: { value: 'fern' } });
  await started[happens]();
  expect(useLostTexts.getState().lost).toEqual([
    {
      baseId: 'appAAAAAAAAAAAAAA',
      tableId: 'tbl',
      field: expect.objectContaining({ id: name.id }),
      text: 'fern',
      ...(refusal ? { refusal } : {}),
    },
  ]);
  expect(started.asked).toEqual([]);
  dropLostTexts();
});
