import type { BaseSchema, Field, FieldTypeName } from '@pyairtable/contracts';
import type { EditorProps } from '@pyairtable/grid';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { type ReactNode } from 'react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { useFindKey } from '@/find/use-find-key';
import { RECORD_INPUTS } from '@/record/record-inputs';
import { CELL_EDITORS, CellEditor } from './cell-editor';

Element.prototype.scrollIntoView = () => undefined;

const base = { id: 'app', collaborators: [], tables: [] } as unknown as BaseSchema;
const options = { choices: [], linkedTableId: 'tblOther', precision: 0, dateFormat: { name: 'iso' } };
const fieldOf = (type: FieldTypeName) => ({ id: 'fld', name: 'Cell', type, options }) as unknown as Field;

/** A page around something that is typed in; answers what the page has heard. */
function onPage(children: ReactNode) {
  const find = vi.fn();
  function Page() {
    useFindKey(find);
    return children;
  }
  const context = { base, tableId: 'tbl', reader: browserReader(base), mayChangeSchema: true };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context as unknown as BaseContext}>
        <Page />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  return find;
}

const typedIn = Object.entries(CELL_EDITORS).flatMap(([type, Editor]) =>
  Editor ? [type as FieldTypeName] : [],
);

it.each(typedIn)('are heard in an open cell of %s', (type) => {
  const grid = { initialText: null, error: null, commit: () => Promise.resolve(true), fate: () => 'open' };
  const find = onPage(
    <CellEditor grid={grid as unknown as EditorProps} field={fieldOf(type)} cell={undefined} />,
  );
  fireEvent.keyDown(screen.getByLabelText('Cell', { selector: 'input, textarea' }), {
    key: 'f',
    ctrlKey: true,
  });
  expect(find).toHaveBeenCalledOnce();
});

it.each(typedIn)('are heard in the box of %s in an open record, and in what that opens', (type) => {
  const Input = RECORD_INPUTS[type];
  const find = onPage(
    <>
      <span id="label-fld">Cell</span>
      <Input
        field={fieldOf(type)}
        cell={undefined}
        readOnly={false}
        write={() => null}
        late={{ begin: vi.fn(), now: () => undefined }}
      />
    </>,
  );
  const opens = screen.queryAllByRole('button', { name: /Cell|Link a record/ });
  for (const button of opens) fireEvent.click(button);
  const boxes = screen.queryAllByRole('combobox').concat(screen.queryAllByRole('textbox'));
  for (const box of boxes) fireEvent.keyDown(box, { key: 'f', ctrlKey: true });
  expect(boxes).not.toEqual([]);
  expect(find).toHaveBeenCalledTimes(boxes.length);
});
