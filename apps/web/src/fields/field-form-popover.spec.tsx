import type { BaseSchema, Field, FieldPreview, Table } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { SchemaActions } from '@/base/schema-actions';
import type { FieldPreviewWanted } from './field-draft';
import { browserReader } from '@/cells/cell-context';
import { unopenedSession } from '@/testing/unopened-session';
import { keepTyped } from '@/typed-text/keep-typed';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import { FieldFormPopover } from './field-form-popover';

// The language comes in a chunk of its own, and each key checks the formula anew.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  Element.prototype.scrollIntoView = () => undefined;
  await import('./formula-options');
}, 60_000);
afterEach(() => vi.unstubAllGlobals());

const name = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const price = { id: 'fldPrice000000000', name: 'Price', type: 'number', options: { precision: 2 } } as Field;
const table = {
  id: 'tblDeals000000000',
  name: 'Deals',
  primaryFieldId: name.id,
  fields: [name, price],
  views: [],
  recordCount: 2,
} as Table;

const twice = {
  id: 'fldPreview0000000',
  name: 'Preview',
  type: 'formula',
  options: {
    isValid: true,
    formula: '',
    referencedFieldIds: [],
    result: { type: 'number', options: { precision: 1 } },
  },
} as unknown as Field;

/** The form of a new field, and a server that computes what it is told to. */
function open(answer: Partial<FieldPreview> = { rows: [] }) {
  const asked: FieldPreviewWanted[] = [];
  vi.stubGlobal('fetch', (path: string, { body }: { body?: string }) => {
    if (path.includes('/rows/ids')) return Promise.resolve(Response.json({ ids: ['recA', 'recB'] }));
    asked.push(JSON.parse(body ?? ''));
    return Promise.resolve(Response.json({ field: twice, rows: [], ...answer }));
  });
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [table], collaborators: [] } as unknown as BaseSchema;
  const client = new QueryClient();
  const actions = new SchemaActions(base.id, client, unopenedSession(), vi.fn());
  const closed = vi.fn();
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <BaseContextProvider value={{ base, actions, reader: browserReader(base) } as BaseContext}>
        <FieldFormPopover
          label="Add a field"
          anchor={{ getBoundingClientRect: () => new DOMRect() }}
          table={table}
          view={undefined}
          onSubmit={() => Promise.resolve()}
          onClose={closed}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  return {
    user,
    asked,
    closed,
    unmount,
    /** Begins a formula field and types into it. */
    write: async (formula: string) => {
      await user.type(screen.getByRole('combobox', { name: 'Find a field type' }), 'formula{Enter}');
      await user.type(await screen.findByRole('textbox', { name: 'Formula' }), formula);
    },
    add: () => screen.getByRole<HTMLButtonElement>('button', { name: 'Add field' }),
  };
}

describe('the form of a new field', () => {
  it('finds a type by what is typed, from the box and from the list', async () => {
    const { user } = open();
    // The name has the keyboard first.
    const box = screen.getByRole('textbox', { name: 'Field name' });
    await waitFor(() => expect(document.activeElement).toBe(box));
    act(() => screen.getByRole('listbox', { name: 'Field type' }).focus());
    await user.keyboard('rat');
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Find a field type' }).value).toBe('rat');
    expect(screen.getAllByRole('option')[0]?.textContent).toContain('Rating');
    await user.keyboard('{Escape}');
    expect(screen.getAllByRole('option').length).toBeGreaterThan(20);
    await user.keyboard('xyz{Enter}');
    expect(screen.getByText('No type is called that.')).toBeDefined();
  });

  it('keeps what was typed in it, to be copied, when it goes with its table; not when it is closed', async () => {
    const lost = () => useLostTexts.getState().lost.map(({ text }) => text);
    const left = open();
    await left.user.type(screen.getByRole('textbox', { name: 'Field name' }), 'Half');
    await left.user.keyboard('{Escape}');
    left.unmount();
    expect(lost()).toEqual([]);
    const { user, write, unmount } = open();
    await user.type(screen.getByRole('textbox', { name: 'Field name' }), 'Half');
    await write('1 / 2');
    unmount();
    expect(lost()).toEqual(['Half\n1 / 2']);
    dropLostTexts();
    const sent = open();
    await sent.write('1 / 2');
    await waitFor(() => expect(sent.add().disabled).toBe(false));
    await sent.user.click(sent.add());
    sent.unmount();
    expect(lost()).toEqual([]);
  });

  it('keeps choices and a default that were typed in it, also one that is no cell', async () => {
    const lost = () => useLostTexts.getState().lost.map(({ text }) => text);
    const select = open();
    await select.user.type(
      screen.getByRole('combobox', { name: 'Find a field type' }),
      'single select{Enter}',
    );
    await select.user.click(screen.getByRole('button', { name: 'Add choice' }));
    await select.user.type(screen.getByRole('textbox', { name: 'Choice 1' }), 'Oak{Enter}Elm');
    select.unmount();
    expect(lost()).toEqual(['Oak\nElm']);
    dropLostTexts();
    const number = open();
    await number.user.type(screen.getByRole('combobox', { name: 'Find a field type' }), 'number{Enter}');
    await number.user.click(screen.getByRole('button', { name: 'Add default value' }));
    await number.user.type(screen.getByRole('textbox', { name: 'Default value' }), 'ten');
    number.unmount();
    expect(lost()).toEqual(['ten']);
    dropLostTexts();
  });

  it('lets the page ask before it is left, once something was typed', async () => {
    const { user } = open();
    expect(keepTyped()).toBe(true);
    await user.type(screen.getByPlaceholderText('Name (optional)'), 'Sum');
    expect(keepTyped()).toBe(false);
  });

  it('asks before Escape drops a formula', async () => {
    const { user, write, closed } = open();
    await write('1 + 1');
    await user.keyboard('{Escape}');
    const asks = await screen.findByRole('dialog', { name: 'Leave without adding the field?' });
    await user.click(within(asks).getByRole('button', { name: 'Go on editing' }));
    expect(closed).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Formula' }).value).toBe('1 + 1');
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('goes by Escape where nothing was made yet', async () => {
    const { user, write, closed } = open();
    await write('1');
    await user.keyboard('{Backspace}{Escape}');
    expect(closed).toHaveBeenCalled();
  });

  it('is not sent while the formula is wrong, and says so', async () => {
    const { user, write, add } = open();
    await write('{{Prize}');
    await waitFor(() => expect(add().disabled).toBe(true));
    expect(screen.getByText('Mend the formula first.')).toBeDefined();
    await user.clear(screen.getByRole('textbox', { name: 'Formula' }));
    await waitFor(() => expect(screen.getByText('Write the formula first.')).toBeDefined());
    await user.keyboard('1');
    await waitFor(() => expect(add().disabled).toBe(false));
  });

  it('shows what the field would compute for the first records', async () => {
    const cells = (title: string, value: unknown) => ({ [name.id]: title, [twice.id]: value });
    const rows = [
      { id: 'recA', n: 1, createdTime: '', cells: cells('One', 12.5) },
      { id: 'recB', n: 2, createdTime: '', cells: cells('Two', { error: '#ERROR!' }) },
    ] as FieldPreview['rows'];
    const { write, asked } = open({ rows });
    await write('Price * 2');
    const shown = await screen.findByRole('region', { name: 'Preview' });
    expect(
      within(shown)
        .getAllByRole('term')
        .map(({ textContent }) => textContent),
    ).toEqual(['One', 'Two']);
    expect(
      within(shown)
        .getAllByRole('definition')
        .map(({ textContent }) => textContent),
    ).toEqual(['12.5', '#ERROR!']);
    expect(asked.at(-1)).toEqual({
      type: 'formula',
      options: { formula: `{${price.id}} * 2` },
      recordIds: ['recA', 'recB'],
    });
  });
});
