import type { SelectOptions } from '@pyairtable/contracts';
import type { BasePlan } from './base-plan';
import { parseBaseFile } from './parse-base-file';
import { exported } from './testing/exported';

interface OrdersTable {
  name: string;
  fields: Record<string, unknown>[];
  views?: Record<string, unknown>[];
  records: [Record<string, unknown>];
}

const ordersTable = (): OrdersTable => ({
  name: 'Orders',
  fields: [{ id: 'fldName0000000001', name: 'Name', type: 'singleLineText' }],
  records: [{ Name: 'A' }],
});

function planOf(file: unknown): BasePlan {
  const outcome = parseBaseFile(file);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

it('leaves Airtable’s rank of records out, with what cells and views say of it', () => {
  const orders = ordersTable();
  orders.fields.push({ name: 'Rank', type: 'manualSort', options: null });
  orders.records[0].Rank = 'a0';
  orders.views = [
    { name: 'Ranked', sort: [{ field: 'Rank' }, { field: 'Name' }], visibleFields: ['Name', 'Rank'] },
  ];
  const plan = planOf({ name: 'Small', tables: [orders] });
  const [table] = plan.tables;
  expect(table?.fields.map(({ name }) => name)).not.toContain('Rank');
  expect(table?.views[0]).toMatchObject({
    sort: [{ fieldId: table?.primaryFieldId }],
    visibleFieldIds: [table?.primaryFieldId],
  });
  expect(plan.ignored).toEqual(['tables[0].fields[1]']);
});

it('reads what other services wrote, and prompts and buttons by the names of fields', () => {
  const orders = ordersTable();
  const written = { state: 'generated', isStale: true, value: 'In short' };
  orders.fields.push(
    { name: 'Sum', type: 'aiText', options: { prompt: ['Of ', { field: 'Name' }], referencedFieldIds: [] } },
    { name: 'Source', type: 'externalSyncSource', options: { choices: [{ name: 'CRM' }] } },
    { name: 'Visit', type: 'button', options: { label: 'Go', urlFormula: '{Site} & {Name}' } },
  );
  Object.assign(orders.records[0], { Sum: written, Source: 'CRM' });
  const plan = planOf({ name: 'Small', tables: [orders] });
  const [sum, source, visit] = plan.tables[0]?.fields.slice(-3) ?? [];
  expect(sum?.options).toEqual({
    prompt: ['Of ', { field: { fieldId: 'fldName0000000001' } }],
    referencedFieldIds: ['fldName0000000001'],
  });
  expect(visit?.options).toEqual({
    label: 'Go',
    url: null,
    formula: '{Site} & {fldName0000000001}',
  });
  const [choice] = (source?.options as SelectOptions).choices;
  expect(plan.tables[0]?.records[0]?.cells).toMatchObject({
    [sum?.id ?? '']: written,
    [source?.id ?? '']: choice?.id,
  });
  expect(planOf(exported(plan)).tables).toEqual(plan.tables);
});
