import type { BaseSchema, Field, Table } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import type { FieldDraft } from './field-draft';
import { RequestError } from '@/http/request';
import { FieldForm } from './field-form';

// The language comes in a chunk of its own, and each key checks the formula anew.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  Element.prototype.scrollIntoView = () => undefined;
  // What the form loads when it is needed, so that no test waits for the compiler.
  await Promise.all([import('./formula-options'), import('./linked-options')]);
}, 60_000);

const field = (id: string, name: string, type: Field['type'], options?: object): Field =>
  ({ id: `fld${id.padEnd(14, '0')}`, name, type, ...(options ? { options } : {}) }) as Field;

const company = field('Company', 'Company', 'singleLineText');
const size = field('Size', 'Size', 'number', { precision: 0 });
const companies = tableOf('tblCompanies00000', 'Companies', [company, size]);

const deal = field('Deal', 'Deal', 'singleLineText');
const amount = field('Amount', 'Amount', 'currency', { precision: 2, symbol: '€' });
const close = field('Close', 'Close', 'date', { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } });
const link = field('Link', 'Customer', 'multipleRecordLinks', {
  linkedTableId: companies.id,
  isReversed: false,
  prefersSingleRecordLink: false,
});
const deals = tableOf('tblDeals000000000', 'Deals', [deal, amount, close, link]);

function tableOf(id: string, name: string, fields: Field[]): Table {
  return { id, name, primaryFieldId: fields[0]?.id ?? '', fields, views: [], recordCount: 0 };
}

function open({ table = deals, edited, refusal }: { table?: Table; edited?: Field; refusal?: Error } = {}) {
  const drafts: FieldDraft[] = [];
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [deals, companies] } as unknown as BaseSchema;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={{ base } as BaseContext}>
        <FieldForm
          table={table}
          {...(edited ? { field: edited } : {})}
          onCancel={() => undefined}
          onSubmit={(draft) => {
            drafts.push(draft);
            return refusal ? Promise.reject(refusal) : Promise.resolve();
          }}
        />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  return {
    user,
    drafts,
    /** Makes a field of a type. */
    begin: async (label: string) =>
      user.click(screen.getByText(label, { selector: '[role=option] span span' })),
    pick: async (select: string, option: string | RegExp) => {
      await user.click(await screen.findByRole('combobox', { name: select }));
      await user.click(await screen.findByRole('option', { name: option }));
    },
    add: async () => user.click(screen.getByRole('button', { name: 'Add field' })),
    save: async () => user.click(screen.getByRole('button', { name: 'Save' })),
  };
}

/** A refused form stays open. */
const refused = new Error('refused');

const box = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });

describe('a formula field', () => {
  it.each([
    ['the table after it', companies, deals],
    ['the table before it', deals, companies],
  ])('links to another table where there is one: %s', async (_, table, other) => {
    const { begin, add, drafts } = open({ table });
    await begin('Link to another record');
    await add();
    expect(drafts.map(({ options }) => options)).toEqual([{ linkedTableId: other.id }]);
  });

  it('is written with the names of fields and kept with their ids', async () => {
    const { user, drafts, begin, add } = open();
    await begin('Formula');
    await user.type(await box('Formula'), 'IF({{Am');
    await user.keyboard('{Tab} > 10, Deal)');
    expect((await box('Formula')).value).toBe('IF({Amount} > 10, Deal)');
    await add();
    expect(drafts).toEqual([
      { name: 'Formula', type: 'formula', options: { formula: `IF({${amount.id}} > 10, {${deal.id}})` } },
    ]);
  });

  it('says what is wrong while it is typed, and with which value a call goes on', async () => {
    const { user, begin } = open();
    await begin('Formula');
    await user.type(await box('Formula'), 'LEFT({{Amonut}, ');
    expect(screen.getByText('count', { selector: 'strong' })).toBeDefined();
    await user.keyboard('2)');
    const findings = within(screen.getByRole('status'));
    expect(findings.getByText('There is no field named "Amonut".')).toBeDefined();
    expect(findings.getByText('Did you mean {Amount}?')).toBeDefined();
    expect((await box('Formula')).getAttribute('aria-invalid')).toBe('true');
  });

  it('offers the formats that its values have', async () => {
    const { user, drafts, begin, pick, add } = open();
    await begin('Formula');
    await user.type(await box('Formula'), 'Amount * 2');
    await pick('Shown as', 'Currency');
    await pick('Decimals', '0 (1)');
    await user.clear(await box('Formula'));
    await user.type(await box('Formula'), 'DATEADD(Close, 1, "month")');
    await user.click(screen.getByRole('combobox', { name: 'Shown as' }));
    const offered = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(offered).toEqual(['Automatic', 'Date']);
    await user.keyboard('{Escape}');
    await add();
    expect(drafts[0]?.options).toMatchObject({
      format: { type: 'currency', options: { symbol: '$', precision: 0 } },
    });
  });

  it('opens with names, does not offer itself, and gives its format up', async () => {
    const edited = field('Twice', 'Twice', 'formula', {
      isValid: true,
      formula: `{${amount.id}} * 2`,
      format: { type: 'percent', options: { precision: 0 } },
      referencedFieldIds: [amount.id],
      result: { type: 'percent', options: { precision: 0 } },
    });
    const table = { ...deals, fields: [...deals.fields, edited] };
    const { user, drafts, pick, save } = open({ table, edited });
    expect((await box('Formula')).value).toBe('{Amount} * 2');
    await user.type(await box('Formula'), ' + {{Tw');
    expect(screen.queryByRole('option')).toBeNull();
    await user.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}');
    await pick('Shown as', 'Automatic');
    await save();
    expect(drafts[0]?.options).toMatchObject({ formula: `{${amount.id}} * 2`, format: undefined });
  });

  it('shows why it is not valid', async () => {
    const reason = 'The field “Amount” that the formula names is not there any more.';
    const edited = field('Twice', 'Twice', 'formula', {
      isValid: false,
      reason,
      formula: '{fldGone0000000000} * 2',
      referencedFieldIds: [],
      result: null,
    });
    open({ edited });
    expect(await screen.findByText(reason)).toBeDefined();
  });

  it('is not sent before it is begun; a refusal stands at the formula and keeps it', async () => {
    const message = 'Invalid options for Deals.Formula: The field would be computed from itself.';
    const refusal = new RequestError('INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE', message, 422);
    const { user, begin, add } = open({ refusal });
    await begin('Formula');
    const formula = await box('Formula');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Add field' });
    expect(button.disabled).toBe(true);
    await user.type(formula, '1');
    await add();
    expect(screen.getByRole('alert').textContent).toBe('The field would be computed from itself.');
    expect(formula.value).toBe('1');
  });
});

describe('fields over links', () => {
  it('begin with the first link and a field that suits', async () => {
    const { drafts, begin, add } = open();
    await begin('Rollup');
    expect((await screen.findByRole('combobox', { name: 'Link field' })).textContent).toContain('Customer');
    expect(screen.getByRole('combobox', { name: 'Field of Companies' }).textContent).toContain('Size');
    await add();
    expect(drafts[0]).toEqual({
      name: 'Rollup',
      type: 'rollup',
      options: { recordLinkFieldId: link.id, fieldIdInLinkedTable: size.id, formula: 'SUM(values)' },
    });
  });

  it('take an aggregation, or a formula over the values', async () => {
    const { user, drafts, begin, pick, add } = open({ refusal: refused });
    await begin('Rollup');
    await pick('Show', /AVERAGE/);
    await add();
    expect(drafts[0]?.options).toMatchObject({ formula: 'AVERAGE(values)' });
    await pick('Show', 'A formula of your own');
    const formula = await box('Formula over values');
    expect(formula.value).toBe('AVERAGE(values)');
    await user.type(formula, ' / val');
    await user.keyboard('{Enter}');
    await add();
    expect(drafts[1]?.options).toMatchObject({ formula: 'AVERAGE(values) / values' });
  });

  it('look up a field of the records that meet a condition on the linked table', async () => {
    const { user, drafts, begin, pick, add } = open({ refusal: refused });
    await begin('Lookup');
    await pick('Field of Companies', 'Company');
    await user.click(screen.getByRole('checkbox', { name: /meet a condition/ }));
    await user.type(await box('Condition on Companies'), 'Size > 100');
    await add();
    expect(drafts[0]?.options).toEqual({
      recordLinkFieldId: link.id,
      fieldIdInLinkedTable: company.id,
      filter: `{${size.id}} > 100`,
    });
    await user.click(screen.getByRole('checkbox', { name: /meet a condition/ }));
    await add();
    expect(drafts[1]?.options?.['filter']).toBeUndefined();
  });

  it('lead to a link field where the table has none', async () => {
    const { user, begin } = open({ table: companies });
    await begin('Count');
    expect(await screen.findByText(/no link to other records yet/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Add a link field' }));
    expect(await screen.findByRole('combobox', { name: 'Linked table' })).toBeDefined();
  });
});
