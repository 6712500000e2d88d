import { EMPTY_CHANGE_SET, EMPTY_REPORT } from '@pyairtable/core';
import type { Store } from '../store';
import type { SampleBase } from './sample-base';
import type { SampleRequest } from './sample-requests';

const FORM = { kind: 'json', byFieldId: false } as const;

/** Gives the sample's tasks cells that are computed over their owners. */
async function addComputedFields(store: Store, { owner, id, table }: SampleBase): Promise<void> {
  const [tasks, people] = [await table('tasks'), await table('people')];
  const owners = { recordLinkFieldId: tasks.field('owners').id };
  const ages = { ...owners, fieldIdInLinkedTable: people.field('age').id };
  const names = { ...owners, fieldIdInLinkedTable: people.field('person').id };
  for (const [name, type, options] of [
    ['ages', 'multipleLookupValues', ages],
    ['names', 'multipleLookupValues', names],
    ['age', 'rollup', { ...ages, formula: 'SUM(values)' }],
    ['label', 'rollup', { ...names, formula: "ARRAYJOIN(ARRAYUNIQUE(values), '; ')" }],
    ['helpers', 'count', { ...owners, filter: '{age} > 30' }],
    ['score', 'formula', { formula: '{points} * 2 + {age}' }],
    ['title', 'formula', { formula: "{task} & ' of ' & {names}" }],
  ] as const)
    await store.structure.createField(owner, id, 'tasks', { name, type, options });
}

/** A view of the sample's tasks that groups them, and tells something of cells of all kinds. */
async function addGroupingView(store: Store, { owner, id, table }: SampleBase): Promise<string> {
  const tasks = await table('tasks');
  const keys = (...names: string[]) =>
    names.map((name) => ({ fieldId: tasks.field(name).id, direction: 'asc' as const }));
  const kinds = {
    points: 'average',
    due: 'latest',
    state: 'percentFilled',
    assignee: 'unique',
    owners: 'filled',
    age: 'histogram',
    number: 'median',
  } as const;
  const view = await store.structure.createView(owner, id, tasks.id, {
    groups: keys('state', 'owners'),
    sort: keys('points'),
    filterFormula: '{age} >= 0',
    summaries: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [tasks.field(name).id, kind])),
  });
  return view.id;
}

/** Requests that read computed cells, by name; the first gives the sample's tasks such fields, so they come last. */
export function sampleComputedRequests(store: Store, base: SampleBase): Record<string, SampleRequest> {
  const { owner, id } = base;
  const page = (request: Partial<Parameters<Store['records']['list']>[3]> = {}) =>
    store.records.list(owner, id, 'tasks', { pageSize: 2, maxRecords: null, ...request }, FORM);
  return {
    'computed-page': async (listen) => {
      await addComputedFields(store, base);
      await page();
      return listen(() => page());
    },
    'computed-page-sorted': (listen) =>
      listen(() => page({ sort: [{ field: 'age', direction: 'desc' }], maxRecords: 2, fields: ['task'] })),
    'computed-page-filtered': (listen) =>
      listen(() => page({ filterByFormula: "AND({score} > 3, FIND('I', {names}))", fields: ['task'] })),
    'computed-window': async (listen) => {
      const { id: tableId } = await base.table('tasks');
      return listen(() =>
        store.rows.window(owner, id, tableId, { view: undefined, limit: 100, start: 0, after: null }),
      );
    },
    'view-groups': async (listen) => {
      const [{ id: tableId }, viewId] = [await base.table('tasks'), await addGroupingView(store, base)];
      const groups = () => store.rows.groups(owner, id, tableId, viewId);
      await groups();
      return listen(groups);
    },
    'row-summaries': async (listen) => {
      const table = await base.table('tasks');
      const recordIds = await base.create('tasks', [{ task: 'told' }]);
      return listen(() =>
        store.rows.summaries(owner, id, table.id, {
          view: table.views.at(-1)?.id as string,
          summaries: { [table.field('points').id]: 'sum', [table.field('age').id]: 'range' },
          ranges: [{ start: 0, end: 2 }],
          recordIds,
        }),
      );
    },
    'computed-search': async (listen) => {
      const { id: tableId } = await base.table('tasks');
      const sought = { after: null, limit: 100, to: { timeZone: 'UTC', locale: 'en' } };
      return listen(() => store.search.view(owner, id, tableId, { ...sought, query: 'ida' }));
    },
    'computed-update': async (listen) => {
      const { records } = await page({ pageSize: 1 });
      const { id: recordId } = JSON.parse(records) as { id: string };
      return listen(() =>
        store.records.write(
          owner,
          id,
          (model) => {
            const table = model.table('tasks');
            const update = { id: recordId, cells: { [table.field('points').id]: 7 } };
            return {
              table,
              set: { ...EMPTY_CHANGE_SET, updates: [update] },
              report: { ...EMPTY_REPORT, recordIds: [recordId] },
            };
          },
          { answer: { byFieldId: false } },
        ),
      );
    },
  };
}
