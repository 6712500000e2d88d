import type { BaseSchema, Field, Table, View } from '@pyairtable/contracts';
import { render, screen } from '@testing-library/react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { SummaryMenu } from './summary-menu';

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const height = {
  id: 'fldHeight00000000',
  name: 'Height',
  type: 'number',
  options: { precision: 0 },
} as Field;

it('closes when its field is deleted', () => {
  const closed = vi.fn();
  const menu = (fields: Field[]) => {
    const table = {
      id: 'tbl',
      name: 'Plants',
      fields,
      primaryFieldId: name.id,
      views: [],
    } as unknown as Table;
    const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
    return (
      <BaseContextProvider value={{ base } as BaseContext}>
        <SummaryMenu
          table={table}
          view={{ id: 'viw', name: 'Grid' } as View}
          open={{ field: height, rect: new DOMRect() }}
          onClose={closed}
        />
      </BaseContextProvider>
    );
  };
  const { rerender } = render(menu([name, height]));
  expect(screen.getByText('Average')).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
  rerender(menu([name]));
  expect(closed).toHaveBeenCalledOnce();
  expect(screen.queryByText('Average')).toBeNull();
});
