import type { BaseSchema, Field, Table, View } from '@pyairtable/contracts';
import { act, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { FieldMenu, type OpenFieldMenu } from './field-menu';

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const notes = { id: 'fldNotes000000000', name: 'Notes', type: 'singleLineText' } as Field;

function Menu({ fields, mode }: { fields: Field[]; mode: OpenFieldMenu['mode'] }) {
  const [open, setOpen] = useState<OpenFieldMenu | null>({ mode, field: notes, rect: new DOMRect() });
  const table = {
    id: 'tbl',
    name: 'Plants',
    fields,
    primaryFieldId: name.id,
    views: [],
  } as unknown as Table;
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
  const context = { base, user: { id: 'usr' }, mayEdit: true, mayChangeSchema: true };
  return (
    <BaseContextProvider value={context as unknown as BaseContext}>
      <FieldMenu
        table={table}
        view={{ id: 'viw', name: 'Grid' } as View}
        open={open}
        onOpen={setOpen}
        onInsert={vi.fn()}
        onAdded={vi.fn()}
      />
    </BaseContextProvider>
  );
}

it.each(['menu', 'delete'] as const)(
  'the %s of a field closes when somebody else deletes it',
  async (mode) => {
    const { rerender } = render(<Menu mode={mode} fields={[name, notes]} />);
    const role = mode === 'menu' ? 'menu' : 'dialog';
    expect(screen.getByRole(role)).toBeTruthy();
    await act(async () => rerender(<Menu mode={mode} fields={[name]} />));
    await waitFor(() => expect(screen.queryByRole(role)).toBeNull());
  },
);
