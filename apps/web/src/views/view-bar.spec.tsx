import type { BaseSchema, Field, Table, View, ViewChange } from '@pyairtable/contracts';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import type { Arranging } from './arranging';
import { ViewBar } from './view-bar';

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const filtered = (id: string, title: string) =>
  ({
    id,
    name: title,
    filter: { conjunction: 'and', conditions: [{ fieldId: name.id, operator: 'contains' }] },
  }) as View;
const [grid, mine] = [filtered('viwGrid', 'Grid view'), filtered('viwMine', 'Mine')];

/** The bar of a table whose views somebody else deletes; answers what was asked of which view. */
function start(arranged: Arranging | null = null) {
  const asked: [viewId: string, change: ViewChange | 'deleted'][] = [];
  const actions = {
    changeView: (_: string, viewId: string, change: ViewChange) => {
      asked.push([viewId, change]);
      return Promise.resolve();
    },
    deleteView: (_: string, viewId: string) => {
      asked.push([viewId, 'deleted']);
      return Promise.resolve();
    },
  };
  const bar = (view: View, views: View[]) => {
    const table = {
      id: 'tbl',
      name: 'Plants',
      fields: [name],
      primaryFieldId: name.id,
      views,
    } as unknown as Table;
    const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
    return (
      <BaseContextProvider
        value={{ base, user: { id: 'usr' }, actions, mayEdit: true } as unknown as BaseContext}
      >
        <ViewBar
          table={table}
          view={view}
          onView={vi.fn()}
          arranging={arranged && { what: arranged, viewId: mine.id }}
          onArranging={vi.fn()}
          heads={{ groups: [], foldAll: vi.fn() }}
          onFind={vi.fn()}
        />
      </BaseContextProvider>
    );
  };
  const { rerender } = render(bar(mine, [grid, mine, { ...grid, id: 'viwThird', name: 'Third' }]));
  return {
    asked,
    deleted: () => act(async () => rerender(bar(grid, [grid, { ...grid, id: 'viwThird', name: 'Third' }]))),
  };
}
const choose = async (item: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Mine' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
};

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
    expect(asked.map(([viewId]) => viewId).filter((id) => id !== mine.id)).toEqual([]);
  });
});
