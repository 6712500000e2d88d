import type { BaseSchema, Field, FieldRules } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import type { FieldDraft } from './field-draft';
import { browserReader } from '@/cells/cell-context';
import { fieldChange } from './field-change';
import { FieldForm } from './field-form';

vi.setConfig({ testTimeout: 30_000 });

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});

const text = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' } as Field;
const price = {
  id: 'fldPrice000000000',
  name: 'Price',
  type: 'number',
  options: { precision: 2 },
  rules: { default: 2.5, required: true },
} as Field;

/** The form of a new field, or of one that is there. */
function open(edited?: Field) {
  const drafts: FieldDraft[] = [];
  const table = {
    id: 'tblDeals000000000',
    name: 'Deals',
    primaryFieldId: text.id,
    fields: [text, price],
    views: [],
  };
  const base = {
    id: 'appAAAAAAAAAAAAAA',
    tables: [table],
    collaborators: [{ id: 'usrAda', name: 'Ada', email: 'ada@example.org', permissionLevel: 'owner' }],
  } as unknown as BaseSchema;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider
        value={{ base, reader: browserReader(base), mayChangeSchema: true } as BaseContext}
      >
        <FieldForm
          table={base.tables[0] as BaseSchema['tables'][number]}
          {...(edited ? { field: edited } : {})}
          onCancel={() => undefined}
          onSubmit={(draft) => {
            drafts.push(draft);
            return Promise.resolve();
          }}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  const press = (name: RegExp | string) => user.click(screen.getByRole('button', { name }));
  return {
    user,
    press,
    begin: async (label: string) => {
      await user.type(screen.getByRole('combobox', { name: 'Find a field type' }), label);
      await user.keyboard('{Enter}');
    },
    tick: (name: RegExp) => user.click(screen.getByRole('checkbox', { name })),
    sent: async (button: string): Promise<FieldRules | undefined> => {
      await press(button);
      await waitFor(() => expect(drafts).toHaveLength(1));
      return drafts[0]?.rules;
    },
    drafts,
  };
}

describe('the rules of a field', () => {
  it('are none unless somebody makes some', async () => {
    const { begin, sent, drafts } = open();
    await begin('Single line');
    expect(await sent('Add field')).toBeUndefined();
    expect(drafts).toEqual([{ name: 'Single line text', type: 'singleLineText' }]);
  });

  it('are a default as cells are typed, required cells and unique ones', async () => {
    const { user, begin, press, tick, sent } = open();
    await begin('Percent');
    await press('Add default value');
    await user.type(screen.getByRole('textbox', { name: 'Default value' }), '12');
    await tick(/^Required/);
    await tick(/^Unique/);
    expect(await sent('Add field')).toEqual({ default: 0.12, required: true, unique: true });
  });

  it('are not sent while the default is no cell of the field', async () => {
    const { user, begin, press } = open();
    await begin('Number');
    await press('Add default value');
    const box = screen.getByRole('textbox', { name: 'Default value' });
    await user.type(box, 'many');
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add field' });
    expect(add.disabled).toBe(true);
    expect(screen.getByText('Mend the default value first.')).toBeDefined();
    await user.clear(box);
    expect(add.disabled).toBe(false);
  });

  it('name a choice that is made with them', async () => {
    const { user, begin, press, sent } = open();
    await begin('Single select');
    await press('Add choice');
    await user.keyboard('Open{Enter}Won');
    await press('Add default value');
    await press(/^Default value/);
    await user.click(await screen.findByRole('option', { name: 'Won' }));
    expect(await sent('Add field')).toEqual({ default: 'Won' });
  });

  it('take a default by Tab, and leave one as it is that was picked before', async () => {
    const { user, begin, press, sent } = open();
    await begin('Multiple select');
    await press('Add choice');
    await user.keyboard('Open{Enter}Won');
    await press('Add default value');
    for (const keys of ['wo{Tab}', 'won{Tab}', 'op{Shift>}{Tab}{/Shift}']) {
      await press(/^Default value/);
      await user.keyboard(keys);
      expect(screen.queryByRole('listbox')).toBeNull();
    }
    expect(await sent('Add field')).toEqual({ default: ['Won', 'Open'] });
  });

  it('take a person by Tab', async () => {
    const { user, begin, press, sent } = open();
    await begin('Person');
    await press('Add default value');
    await press(/^Default value/);
    await user.keyboard('ada{Tab}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(await sent('Add field')).toEqual({ default: 'usrAda' });
  });

  it('can say that a person is whoever makes the record', async () => {
    const { user, begin, press, sent } = open();
    await begin('Collaborator');
    await press('Add default value');
    await press(/^Default value/);
    await user.click(await screen.findByRole('option', { name: 'Whoever makes the record' }));
    expect(await sent('Add field')).toEqual({ default: 'currentUser' });
  });

  it('are no part of fields that compute, and unique is none of a tick', async () => {
    const { begin } = open();
    await begin('Checkbox');
    expect(screen.getByRole('checkbox', { name: /^Required/ })).toBeDefined();
    expect(screen.queryByRole('checkbox', { name: /^Unique/ })).toBeNull();
  });

  it('are changed one by one', async () => {
    const { user, tick, press, drafts } = open(price);
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'Default value' });
    expect(box.value).toBe('2.50');
    await user.clear(box);
    await tick(/^Required/);
    await tick(/^Unique/);
    await press('Save');
    await waitFor(() => expect(drafts).toHaveLength(1));
    expect(fieldChange(drafts[0] as FieldDraft, price, price)).toEqual({
      rules: { default: null, required: false, unique: true },
    });
  });

  it('stay as they are when others things are changed', async () => {
    const { user, press, drafts } = open(price);
    await user.clear(screen.getByRole('textbox', { name: 'Field name' }));
    await user.keyboard('Cost');
    await press('Save');
    await waitFor(() => expect(drafts).toHaveLength(1));
    expect(fieldChange(drafts[0] as FieldDraft, price, price)).toEqual({ name: 'Cost' });
  });
});
