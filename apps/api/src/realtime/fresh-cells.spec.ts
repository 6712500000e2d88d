import type { BaseSchema, Field, Table, View } from '@pyairtable/contracts';
import { isFresh, openRows, openSession, type ShownRows } from '../testing/open-rows';
import { ask, beginRealtime, person, startApi } from '../testing/realtime-harness';

beginRealtime();

const currency = { precision: 2, symbol: '€' };

/** Companies and their deals, with computed cells through the links both ways, open in a browser. */
async function open() {
  const api = await startApi();
  const ann = await person();
  const workspace = await ask(api, ann, 'POST', '/v1/workspaces', { name: 'Ours' });
  const { id } = await ask(api, ann, 'POST', '/v0/meta/bases', {
    name: 'Sales',
    workspaceId: workspace.id,
    tables: [
      { name: 'Companies', fields: [{ name: 'Company', type: 'singleLineText' }] },
      {
        name: 'Deals',
        fields: [
          { name: 'Deal', type: 'singleLineText' },
          { name: 'Amount', type: 'currency', options: currency },
          { name: 'Changed', type: 'lastModifiedTime' },
        ],
      },
    ],
  });
  const schema = (): Promise<BaseSchema> => ask(api, ann, 'GET', `/v1/bases/${id}`);
  const table = async (name: string) => (await schema()).tables.find((one) => one.name === name) as Table;
  const field = async (of: string, name: string) =>
    (await table(of)).fields.find((one) => one.name === name) as Field;
  const add = async (to: string, body: unknown): Promise<Field> =>
    ask(api, ann, 'POST', `/v0/meta/bases/${id}/tables/${(await table(to)).id}/fields`, body);
  const [companies, deals] = [await table('Companies'), await table('Deals')];
  const link = await add('Deals', {
    name: 'Of',
    type: 'multipleRecordLinks',
    options: { linkedTableId: companies.id },
  });
  const inverse = (link.options as { inverseLinkFieldId: string }).inverseLinkFieldId;
  const amount = (await field('Deals', 'Amount')).id;
  await add('Deals', { name: 'Twice', type: 'formula', options: { formula: '{Amount} * 2' } });
  await add('Deals', { name: 'Label', type: 'formula', options: { formula: '{Deal} & " of " & {Of}' } });
  await add('Deals', { name: 'Day', type: 'formula', options: { formula: 'DATESTR({Changed})' } });
  await add('Companies', {
    name: 'Won',
    type: 'rollup',
    options: { recordLinkFieldId: inverse, fieldIdInLinkedTable: amount, formula: 'SUM(values)' },
  });
  await add('Companies', { name: 'Many', type: 'count', options: { recordLinkFieldId: inverse } });
  await add('Deals', {
    name: 'Share',
    type: 'multipleLookupValues',
    options: { recordLinkFieldId: link.id, fieldIdInLinkedTable: (await field('Companies', 'Won')).id },
  });
  const won = (await field('Companies', 'Won')).id;
  const view = companies.views[0] as View;
  await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${companies.id}/views/${view.id}`, {
    sort: [{ fieldId: won, direction: 'desc' }],
  });
  const session = await openSession(api, ann, id);
  const shown = await Promise.all(
    [companies, deals].map(async ({ name }) => openRows(api, ann, id, session, await table(name))),
  );
  return { api, ann, id, session, companies, deals, link, amount, won, add, field, shown };
}

it('shows computed cells, titles and orders as they have become, whatever was changed and by whom', async () => {
  const { api, ann, id, session, companies, deals, link, amount, won, field, shown } = await open();
  const [ofCompanies, ofDeals] = shown as [ShownRows, ShownRows];
  const fresh = () => isFresh(session, shown);
  const elsewhere = async (method: string, table: Table, body: unknown, rest = '') =>
    ask(api, ann, method, `/v0/${id}/${table.id}${rest}`, body);
  const make = async (table: Table, ...records: object[]) => {
    const made = await elsewhere('POST', table, { records: records.map((fields) => ({ fields })) });
    return made.records.map((record: { id: string }) => record.id) as string[];
  };
  const [acme, bolt] = (await make(companies, { Company: 'Acme' }, { Company: 'Bolt' })) as [string, string];
  const [one, two] = (await make(
    deals,
    { Deal: 'one', Amount: 10, Of: [acme] },
    { Deal: 'two', Amount: 4, Of: [bolt] },
  )) as [string, string];
  await fresh();
  expect(ofCompanies.rows.rowAt(0)).toMatchObject({ id: acme, cells: { [won]: 10 } });

  // Here: a formula of the row at once, the rollup over there, and the order by it, when they are read.
  session.updateRecords(deals.id, [{ id: two, cells: { [amount]: 40 } }]);
  expect(ofDeals.rows.cellAt(1, (await field('Deals', 'Twice')).id)).toBe(80);
  await fresh();
  expect(ofCompanies.rows.rowAt(0)?.id).toBe(bolt);
  session.undo();
  await fresh();
  expect(ofCompanies.rows.rowAt(0)?.id).toBe(acme);
  session.redo();
  await fresh();

  await elsewhere('PATCH', companies, { fields: { Company: 'Acme & Co' } }, `/${acme}`);
  await fresh();
  session.updateRecords(deals.id, [{ id: one, cells: { [link.id]: [acme, bolt] } }], {
    [acme]: 'Acme & Co',
    [bolt]: 'Bolt',
  });
  await fresh();
  const [three] = (await make(deals, { Deal: 'three', Amount: 1, Of: [acme] })) as [string];
  await fresh();
  session.deleteRecords(deals.id, [one, three]);
  await fresh();
  session.undo();
  await fresh();
  await elsewhere('DELETE', companies, undefined, `/${bolt}`);
  await fresh();

  const twice = await field('Deals', 'Twice');
  await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${deals.id}/fields/${twice.id}`, {
    options: { formula: '{Amount} * 3' },
  });
  await fresh();
  session.updateRecords(deals.id, [{ id: two, cells: { [amount]: 5 } }]);
  await fresh();

  const convert = (table: Table, fieldId: string, body: object) =>
    ask(api, ann, 'POST', `/v1/bases/${id}/tables/${table.id}/fields/${fieldId}/conversion`, body);
  await convert(deals, amount, { type: 'number', options: { precision: 0 } });
  await fresh();
  // The titles of links to it, and all that is made of them.
  await convert(companies, companies.primaryFieldId, { type: 'number', options: { precision: 0 } });
  await fresh();
  await convert(deals, amount, { type: 'checkbox', options: { icon: 'check', color: 'greenBright' } });
  await fresh();
  session.close();
});

it('shows what fields that watch others say once they watch different ones', async () => {
  const { api, ann, id, session, deals, amount, add } = await open();
  const watching = await add('Deals', {
    name: 'Watching',
    type: 'lastModifiedTime',
    options: { referencedFieldIds: [amount] },
  });
  await add('Deals', {
    name: 'Priced',
    type: 'formula',
    options: { formula: 'LAST_MODIFIED_TIME({Amount})' },
  });
  const table = (await ask(api, ann, 'GET', `/v1/bases/${id}`)).tables.find(
    (one: Table) => one.id === deals.id,
  ) as Table;
  const shown = [await openRows(api, ann, id, session, table)];
  const fresh = () => isFresh(session, shown);
  const [made] = (
    await ask(api, ann, 'POST', `/v0/${id}/${deals.id}`, {
      records: [{ fields: { Deal: 'one', Amount: 1 } }],
    })
  ).records;
  await fresh();
  session.updateRecords(deals.id, [{ id: made.id, cells: { [amount]: 2 } }]);
  await fresh();
  session.updateRecords(deals.id, [{ id: made.id, cells: { [deals.primaryFieldId]: 'two' } }]);
  await fresh();
  for (const referencedFieldIds of [[deals.primaryFieldId], [], [amount]]) {
    await ask(api, ann, 'PATCH', `/v1/bases/${id}/tables/${deals.id}/fields/${watching.id}`, {
      options: { referencedFieldIds },
    });
    await fresh();
  }
  session.close();
});

it('shows links, and the records that are made for them, once a text becomes a link', async () => {
  const { api, ann, id, session, companies, deals, add, shown } = await open();
  const firm = await add('Deals', { name: 'Firm', type: 'singleLineText' });
  const many = { fields: { Deal: 'one', Firm: 'Acme, Bolt' } };
  await ask(api, ann, 'POST', `/v0/${id}/${companies.id}`, { fields: { Company: 'Acme' } });
  await ask(api, ann, 'POST', `/v0/${id}/${deals.id}`, { records: [many, { fields: { Firm: 'Bolt' } }] });
  await isFresh(session, shown);
  await ask(api, ann, 'POST', `/v1/bases/${id}/tables/${deals.id}/fields/${firm.id}/conversion`, {
    type: 'multipleRecordLinks',
    options: { linkedTableId: companies.id },
  });
  const { tables } = (await ask(api, ann, 'GET', `/v1/bases/${id}`)) as BaseSchema;
  const now = await Promise.all(
    [companies, deals].map((table) =>
      openRows(api, ann, id, session, tables.find((one) => one.id === table.id) as Table),
    ),
  );
  await isFresh(session, now);
  const titles = now[0]?.rows.rowAt(0)?.cells;
  expect(Object.values(titles ?? {})).toContain('Acme');
  await ask(api, ann, 'PATCH', `/v0/${id}/${companies.id}/${now[0]?.rows.rowAt(0)?.id}`, {
    fields: { Company: 'Acme & Co' },
  });
  await isFresh(session, now);
  session.close();
});
