import type { BaseSchema, Table } from '@pyairtable/contracts';
import type { ShownRow, TableRows } from '@pyairtable/realtime';
import { act, render, screen, waitFor } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from './base-context';
import { RowMenu } from './row-menu';

it('closes when somebody else deletes the record', async () => {
  const closed = vi.fn();
  const record = { id: 'recFern', cells: {} } as unknown as ShownRow;
  const open = { record, ids: [record.id], point: { x: 0, y: 0 } };
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [] } as unknown as BaseSchema;
  const menu = (gone: readonly string[]) => (
    <BaseContextProvider value={{ base, mayEdit: true } as unknown as BaseContext}>
      <RowMenu
        table={{ id: 'tbl', fields: [] } as unknown as Table}
        rows={{ isGone: (id: string) => gone.includes(id) } as TableRows}
        open={open}
        onClose={closed}
        onExpand={vi.fn()}
      />
    </BaseContextProvider>
  );
  const { rerender } = render(menu([]));
  expect(screen.getByRole('menuitem', { name: 'Delete record' })).toBeTruthy();
  expect(closed).not.toHaveBeenCalled();
  await act(async () => rerender(menu([record.id])));
  expect(closed).toHaveBeenCalled();
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});
