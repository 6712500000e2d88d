import type { BaseSchema, Table, View, ViewChange } from '@pyairtable/contracts';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { HideFields } from './hide-fields';
import { RowHeightMenu } from './row-height';
import { SummaryMenu } from './summary-menu';

const fields = ['fldName', 'fldA', 'fldB'].map((id) => ({ id, name: id, type: 'singleLineText' }));
const view = { id: 'viw', name: 'Grid' } as View;
const table = { id: 'tbl', name: 'Plants', primaryFieldId: 'fldName', fields, views: [view] } as Table;
const base = { id: 'app', tables: [table], collaborators: [] } as unknown as BaseSchema;

it('asks for nothing where a view is to be as it is, and for what is another', async () => {
  const changeView = vi.fn((_table: string, _view: string, _change: ViewChange) => Promise.resolve());
  const actions = { viewNow: () => view, changeView };
  render(
    <BaseContextProvider value={{ base, actions } as unknown as BaseContext}>
      <HideFields table={table} view={view} open onOpenChange={() => undefined} />
      <RowHeightMenu table={table} view={view} />
      <SummaryMenu
        table={table}
        view={view}
        open={{ field: table.fields[1] as Table['fields'][0], rect: new DOMRect() }}
        onClose={() => undefined}
      />
    </BaseContextProvider>,
  );
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const press = (role: string, name: string) => user.click(screen.getByRole(role, { name, hidden: true }));
  await press('button', 'Show all');
  await press('menuitemradio', 'None');
  await press('button', 'Row height');
  await press('menuitemradio', 'Short');
  expect(changeView).not.toHaveBeenCalled();
  await press('button', 'Hide all');
  await press('menuitemradio', 'Filled');
  await press('button', 'Row height');
  await press('menuitemradio', 'Tall');
  expect(changeView.mock.calls.map(([, , change]) => change)).toEqual([
    { visibleFieldIds: ['fldName'] },
    { summaries: { fldA: 'filled' } },
    { rowHeight: 'tall' },
  ]);
});
