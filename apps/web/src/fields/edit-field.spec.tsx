import type { BaseSchema, ConversionReport, Field, Table } from '@pyairtable/contracts';
import { ToastRegion } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { RecordActions } from '@/base/record-actions';
import { SchemaActions } from '@/base/schema-actions';
import { unopenedSession } from '@/testing/unopened-session';
import { EditField } from './edit-field';

// A form waits until nobody types before it looks at the cells, and a slow machine is no fault.
vi.setConfig({ testTimeout: 30_000 });

const field = (name: string, type: Field['type'], options?: object): Field =>
  ({ id: `fld${name.padEnd(14, '0')}`, name, type, ...(options ? { options } : {}) }) as Field;

function tableOf(name: string, fields: Field[]): Table {
  const primaryFieldId = fields[0]?.id ?? '';
  return { id: `tbl${name.padEnd(14, '0')}`, name, primaryFieldId, fields, views: [], recordCount: 0 };
}

const title = field('Deal', 'singleLineText');
const note = { ...field('Note', 'singleLineText'), description: 'As they said it' };
const price = field('Price', 'currency', { symbol: '€', precision: 3 });
const choices = [{ id: 'selA', name: 'Red', color: 'redBright' }];
const tags = field('Tags', 'singleSelect', { choices });
const company = field('Company', 'singleLineText');
const back = field('Back', 'multipleRecordLinks', { linkedTableId: 'tblDeals000000000' });
const companies = tableOf('Companies', [company, back]);
const link = field('Customer', 'multipleRecordLinks', {
  linkedTableId: companies.id,
  inverseLinkFieldId: back.id,
});
const deals = tableOf('Deals', [title, note, price, tags, link]);

const NOTHING: ConversionReport = {
  kept: 0,
  changed: 0,
  lost: 0,
  samples: [],
  newChoices: [],
  newRecords: { count: 0, titles: [] },
  lostRules: [],
  dependents: [],
  views: [],
};

const words = 'Undo does not take this back. History, at the top, has the base as it was.';

interface Asked {
  method: string;
  path: string;
  body: { type?: string; options?: Record<string, unknown>; preview?: boolean };
}

/** The form of a field, and a server that reports what it is told to, or refuses. */
function open(edited: Field, report: Partial<ConversionReport> = {}) {
  const asked: Asked[] = [];
  let held = Promise.resolve();
  const server: { refusal?: { type: string; message: string }; hold: () => () => void } = {
    /** Lets requests wait until what is answered is called. */
    hold() {
      let letGo: () => void = () => undefined;
      held = new Promise((resolve) => (letGo = resolve));
      return () => letGo();
    },
  };
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body: string }) => {
    asked.push({ method, path: path.replace(/^.*fields\//, ''), body: JSON.parse(body) });
    await held;
    return server.refusal
      ? Response.json({ error: server.refusal }, { status: 422 })
      : Response.json({ report: { ...NOTHING, ...report } });
  });
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [deals, companies] } as unknown as BaseSchema;
  const client = new QueryClient();
  const session = unopenedSession();
  const actions = new SchemaActions(base.id, client, session, vi.fn());
  const records = new RecordActions(session);
  const closed = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <ToastRegion>
        <BaseContextProvider value={{ base, actions, records } as BaseContext}>
          <EditField
            table={deals}
            field={edited}
            anchor={{ getBoundingClientRect: () => new DOMRect() }}
            onClose={closed}
          />
        </BaseContextProvider>
      </ToastRegion>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  const list = async () => {
    await user.click(screen.getByRole('button', { name: /Change$/ }));
    return screen.getByRole('listbox', { name: 'Field type' });
  };
  return {
    user,
    asked,
    server,
    closed,
    records,
    types: async () =>
      within(await list())
        .getAllByRole('option')
        .map((option) => option.querySelector('span span')?.textContent),
    become: async (label: string) => {
      await list();
      await user.click(screen.getByText(label, { selector: '[role=option] span span' }));
    },
    button: (name: string) => screen.findByRole<HTMLButtonElement>('button', { name }),
    told: () => screen.findByRole('region', { name: 'What becomes of the cells' }),
    sent: () => asked.filter(({ body }) => body.preview !== true),
  };
}

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => vi.unstubAllGlobals());

describe('a field that is to get another type', () => {
  it('is given it by key: what is typed behind Change looks for a type, and leaves the name', async () => {
    const { user, told } = open(note, { kept: 12, changed: 0, lost: 0, samples: [] });
    await user.click(screen.getByRole('button', { name: /Change$/ }));
    await user.keyboard('numb{Enter}');
    await told();
    expect(screen.getByRole('button', { name: /^Number/ })).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Field name' }).value).toBe(note.name);
  });

  it('shows what becomes of its cells, and names it on the button that does it', async () => {
    const samples = [
      { before: '12', after: '12.0' },
      { before: 'many', after: '' },
    ];
    const { user, become, button, told, sent, closed } = open(note, {
      kept: 12,
      changed: 1,
      lost: 3,
      samples,
    });
    await become('Number');
    const change = await button('Change type, empty 3 cells');
    expect(within(await told()).getByRole('status').textContent).toBe(
      '12 stay as they are, 1 looks different, 3 will be emptied.',
    );
    expect(
      within(await told())
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1212.0', 'manyempty']);
    expect(sent()).toEqual([]);
    await user.click(change);
    await waitFor(() => expect(closed).toHaveBeenCalled());
    const conversion = { type: 'number', options: { precision: 0 } };
    expect(sent()).toEqual([{ method: 'POST', path: `${note.id}/conversion`, body: conversion }]);
    expect(screen.getByText('“Note” is of type Number now')).toBeDefined();
    expect(screen.getByText('3 cells were emptied')).toBeDefined();
  });

  it('is told of until that is undone, and no longer', async () => {
    const { user, become, button, closed, records } = open(note, { kept: 12, lost: 3 });
    await become('Number');
    await user.click(await button('Change type, empty 3 cells'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    const told = () => screen.queryByText('“Note” is of type Number now');
    records.create(deals.id, [{ cells: {} }]);
    act(() => records.undo());
    expect(told()).not.toBeNull();
    act(() => records.undo());
    await waitFor(() => expect(told()).toBeNull());
  });

  it.each([
    ['its cells become others', { kept: 1, changed: 2 }],
    ['its cells stay as they are', { kept: 12 }],
    ['it has no cells', {}],
  ])('says before that undo does not take links back, and what does: %s', async (_, report) => {
    const { become, told } = open(link, report);
    await become('Long text');
    expect(await within(await told()).findByText(words)).toBeDefined();
  });

  it('says nothing of undo where that takes it back', async () => {
    const { become, told, button } = open(note, { kept: 12 });
    await become('Number');
    await button('Change type');
    expect(within(await told()).queryByText(words)).toBeNull();
  });

  it('is asked about anew when its options are others', async () => {
    const { user, become, button, asked, server } = open(note, { kept: 2 });
    await become('Number');
    await button('Change type');
    const look = server.hold();
    await user.click(screen.getByRole('combobox', { name: 'Decimals' }));
    await user.click(await screen.findByRole('option', { name: '2 (1.00)' }));
    await waitFor(() => expect(asked.at(-1)?.body.options).toEqual({ precision: 2 }));
    expect((await button('Change type')).disabled).toBe(true);
    look();
    await waitFor(async () => expect((await button('Change type')).disabled).toBe(false));
  });

  it('keeps of its options what means the same', async () => {
    const first = open(price);
    await first.become('Percent');
    await first.button('Change type');
    await waitFor(() => expect(first.asked[0]?.body.options).toEqual({ precision: 3 }));
  });

  it('takes its choices along without their ids', async () => {
    const { become, asked, told } = open(tags, { kept: 1, newChoices: ['Green'] });
    await become('Multiple select');
    await waitFor(() =>
      expect(asked[0]?.body.options).toEqual({ choices: [{ name: 'Red', color: 'redBright' }] }),
    );
    const made = within(await told());
    await waitFor(() => expect(made.getByRole('list', { name: 'New choices' }).textContent).toBe('Green'));
  });

  it('says that the other side of a link becomes text', async () => {
    const { become, told } = open(link, { kept: 3 });
    await become('Single line text');
    await waitFor(async () =>
      expect((await told()).textContent).toContain('The other side, “Back” in Companies, becomes text.'),
    );
  });

  it('says that the server fills it', async () => {
    const { become, button, told } = open(note, { lost: 1 });
    await become('Autonumber');
    await button('Change type, replace 1 cell');
    expect((await told()).textContent).toContain('1 cell will be replaced');
  });

  it('says which views lose what they ask of it', async () => {
    const losing = (at: number): ConversionReport['views'][number] => ({
      viewId: `viw${at}`,
      settings: at === 0 ? ['colors', 'filter', 'summaries'] : ['filter'],
    });
    deals.views = [0, 1, 2, 3, 4, 5].map((at) => ({ id: `viw${at}`, name: `View ${at}`, type: 'grid' }));
    const { become, told } = open(note, { kept: 1, views: [0, 1, 2, 3, 4, 5].map(losing) });
    await become('Number');
    await waitFor(async () =>
      expect((await told()).textContent).toContain(
        'Views that lose what they ask of these cells: “View 0” (colours, conditions, summaries), “View 1” (conditions), ' +
          '“View 2” (conditions), “View 3” (conditions), “View 4” (conditions), 1 more.',
      ),
    );
  });

  it('becomes a link, and says which records are made and what follows', async () => {
    const newRecords = { count: 7, titles: ['Acme', 'Bolt', 'Core', 'Dyn', 'Ergo', 'Flux'] };
    const { become, button, told, asked } = open(note, { kept: 9, newRecords, dependents: [tags.id] });
    await become('Link to another record');
    await waitFor(async () => expect((await button('Change type')).disabled).toBe(false));
    const text = (await told()).textContent;
    expect(text).toContain('All 9 cells stay as they are.');
    expect(text).toMatch(/7 records are made in \w+: “Acme”, “Bolt”, “Core”, “Dyn”, “Ergo”, 2 more\./);
    expect(text).toContain('Computed from these cells: “Tags”.');
    expect(asked.at(-1)?.body).toMatchObject({ type: 'multipleRecordLinks', preview: true });
  });

  it('links to another table, once it said what becomes of the cells and which rules go, or stays as it was', async () => {
    const { user, button, told, sent, closed } = open(link, { kept: 2, lost: 1, lostRules: ['required'] });
    const choose = async (name: string) => {
      await user.click(screen.getByRole('combobox', { name: 'Linked table' }));
      await user.click(await screen.findByRole('option', { name }));
    };
    await choose('Deals');
    await button('Change type, empty 1 cell');
    const text = (await told()).textContent;
    expect(text).toContain('The other side, “Back” in Companies, becomes text.');
    expect(text).toContain('Cells may be empty from then on.');
    expect(text).not.toContain('linked no more');
    await choose('Companies');
    expect(await button('Save')).toBeDefined();
    await choose('Deals');
    await user.click(await button('Change type, empty 1 cell'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    const body = { type: 'multipleRecordLinks', options: { linkedTableId: deals.id } };
    expect(sent()).toEqual([{ method: 'POST', path: `${link.id}/conversion`, body }]);
    expect(screen.getByText('“Customer” links to another table now')).toBeDefined();
  });

  it('may come to take one record, with what else it links to as it was', async () => {
    const { user, button, sent, closed } = open(link);
    await user.click(screen.getByRole('checkbox', { name: 'Allow linking to several records' }));
    expect(screen.getByText(/Cells that link several records keep them/)).toBeDefined();
    await user.click(await button('Save'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(sent()).toEqual([
      {
        method: 'PATCH',
        path: link.id,
        body: { options: { ...link.options, prefersSingleRecordLink: true } },
      },
    ]);
  });

  it('is not offered to become a link where it is one', async () => {
    const all = await open(link).types();
    expect(all).toContain('Checkbox');
    expect(all.filter((type) => type === 'Link to another record').length).toBeLessThan(2);
  });

  it('is offered as the primary field what can be one', async () => {
    const types = await open(title).types();
    expect(types).toContain('Number');
    expect(types).not.toContain('Checkbox');
  });

  it('is not computed from itself', async () => {
    const types = await open(link).types();
    expect(types).not.toContain('Lookup');
    expect(types).toContain('Formula');
  });

  it('says why it cannot be told, and looks again when asked', async () => {
    const { user, become, server, button } = open(note, { kept: 1 });
    server.refusal = { type: 'INVALID_REQUEST_UNKNOWN', message: 'Too many different texts' };
    await become('Single select');
    expect((await screen.findByRole('alert')).textContent).toBe('Too many different texts');
    expect((await button('Change type')).disabled).toBe(true);
    delete server.refusal;
    await user.click(await button('Look again'));
    await waitFor(async () => expect((await button('Change type')).disabled).toBe(false));
  });

  it('stays open while it works, and keeps the form through a refusal', async () => {
    const { user, become, server, button, closed, sent } = open(note, { kept: 1 });
    await become('Long text');
    await waitFor(async () => expect((await button('Change type')).disabled).toBe(false));
    const answer = server.hold();
    server.refusal = { type: 'INVALID_REQUEST_UNKNOWN', message: 'The table is full' };
    await user.click(await button('Change type'));
    expect((await button('Change type')).getAttribute('aria-busy')).toBe('true');
    expect(screen.getByText('Changing the cells…')).toBeDefined();
    await user.keyboard('{Escape}');
    answer();
    expect((await screen.findByRole('alert')).textContent).toBe('The table is full');
    expect([sent().length, closed.mock.calls.length]).toEqual([1, 0]);
    await user.keyboard('{Escape}');
    expect(closed).toHaveBeenCalled();
  });
});

describe('the description of a field', () => {
  it('is changed, and taken away', async () => {
    const { user, sent, button } = open(note);
    const box = screen.getByRole('textbox', { name: 'Description' });
    await user.clear(box);
    await user.click(await button('Save'));
    await waitFor(() =>
      expect(sent()).toEqual([{ method: 'PATCH', path: note.id, body: { description: null } }]),
    );
  });

  it('is added where there was none', async () => {
    const { user, sent, button } = open(price);
    await user.click(await button('Add description'));
    await user.keyboard('Without tax');
    await user.click(await button('Save'));
    await waitFor(() => expect(sent()[0]?.body).toEqual({ description: 'Without tax' }));
  });
});
