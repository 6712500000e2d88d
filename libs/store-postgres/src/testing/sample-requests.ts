import type { Op } from '@pyairtable/contracts';
import { EMPTY_CHANGE_SET, EMPTY_REPORT, type RecordChangeSet } from '@pyairtable/core';
import { fieldAs } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { HOUSE } from '../connection/asker';
import type { Store } from '../store';
import type { Prepared } from '../sql/statement';
import type { RecordingStore } from './recording-store';
import { cellsById, type SampleBase } from './sample-base';

/** Notes what is sent while `work` runs. */
type Listen = <T>(work: () => Promise<T>) => Promise<T>;

/** A request of one shape: prepares what it needs, and makes it once while it is listened to. */
export type SampleRequest = (listen: Listen) => Promise<unknown>;

const PLAN = { id: newId('attachment'), url: 'https://files.example/1', filename: 'plan.pdf' };

const SOUGHT = { after: null, limit: 100, to: { timeZone: 'UTC', locale: 'en' } };

const JSON_FORM = { kind: 'json', byFieldId: false } as const;

/** A request of each shape that the store has a statement for, by name; in this order, the first ones read. */
export function sampleRequests(store: Store, base: SampleBase): Record<string, SampleRequest> {
  const { owner, id } = base;
  const page = (table: string, request: Partial<Parameters<Store['records']['list']>[3]> = {}) =>
    store.records.list(owner, id, table, { pageSize: 2, maxRecords: null, ...request }, JSON_FORM);
  const byPoints = [{ field: 'points', direction: 'asc' as const }];
  const window = async (at: { start: number; after?: number; sorted?: boolean }) => {
    const table = await base.table('tasks');
    const view = at.sorted ? table.views[0]?.id : undefined;
    return () =>
      store.rows.window(owner, id, table.id, { view, limit: 100, start: at.start, after: at.after ?? null });
  };
  const write = async (name: string, set: Partial<RecordChangeSet>, recordIds: string[] = []) =>
    store.records.write(
      owner,
      id,
      (model) => ({
        table: model.table(name),
        set: { ...EMPTY_CHANGE_SET, ...set },
        report: { ...EMPTY_REPORT, recordIds },
      }),
      { answer: { byFieldId: false } },
    );
  const record = async (
    name: string,
    cells: Parameters<typeof cellsById>[1],
    recordId = newId('record'),
  ) => ({
    id: recordId,
    cells: cellsById(await base.table(name), cells),
  });
  const op = async (kind: Op['kind'], name: string, rest: object) =>
    ({ kind, tableId: (await base.table(name)).id, ...rest }) as Parameters<SampleBase['run']>[0];
  const first = async (name: string) => {
    const { records } = await page(name, { pageSize: 1 });
    return (JSON.parse(records) as { id: string }).id;
  };

  return {
    page: (listen) => listen(() => page('tasks')),
    'page-plain': (listen) => listen(() => page('notes')),
    'page-of-texts': (listen) =>
      listen(() =>
        store.records.list(owner, id, 'tasks', { pageSize: 2, maxRecords: null }, {
          kind: 'text',
          byFieldId: false,
          timeZone: 'UTC',
          locale: 'en',
        } as never),
      ),
    'page-sorted-first': (listen) => listen(() => page('tasks', { sort: byPoints })),
    'page-sorted-next': async (listen) => {
      const { offset } = await page('tasks', { sort: byPoints });
      return listen(() => page('tasks', { sort: byPoints, offset }));
    },
    'page-sorted-whole': (listen) => listen(() => page('tasks', { sort: byPoints, maxRecords: 2 })),
    'page-sorted-by-links': (listen) =>
      listen(() => page('tasks', { sort: [{ field: 'owners', direction: 'desc' }], maxRecords: 2 })),
    'page-of-objects': (listen) => listen(() => page('things')),
    'page-sorted-by-objects': (listen) => {
      const sort = ['team', 'files', 'code'].map((field) => ({ field, direction: 'asc' as const }));
      return listen(() => page('things', { sort, maxRecords: 2 }));
    },
    window: async (listen) => listen(await window({ start: 0 })),
    'window-after': async (listen) => listen(await window({ start: 2, after: 2 })),
    'window-sorted': async (listen) => listen(await window({ start: 0, sorted: true })),
    'window-sorted-deep': async (listen) => listen(await window({ start: 2_000, sorted: true })),
    'row-ids': async (listen) => {
      const { id: tableId } = await base.table('tasks');
      return listen(() => store.rows.ids(owner, id, tableId, { start: 0, limit: 1_000 }));
    },
    'rows-by-ids': async (listen) => {
      const [table, recordId] = [await base.table('tasks'), await first('tasks')];
      return listen(() => store.rows.read(owner, id, table.id, [recordId], [table.field('owners').id]));
    },
    row: async (listen) => {
      const [table, recordId] = [await base.table('tasks'), await first('tasks')];
      return listen(() => store.rows.one(owner, id, table.id, recordId));
    },
    record: async (listen) => {
      const recordId = await first('tasks');
      return listen(() => store.records.read(owner, id, 'tasks', recordId, JSON_FORM));
    },
    'record-elsewhere': async (listen) => {
      const recordId = await first('tasks');
      return listen(() => store.records.read(owner, id, 'notes', recordId, JSON_FORM));
    },
    'records-together': async (listen) => {
      const recordId = await first('notes');
      const read = () => store.records.read(owner, id, 'notes', recordId, JSON_FORM);
      return listen(() => Promise.all([read(), read(), read()]));
    },
    'titles-search': async (listen) => {
      const { id: tableId } = await base.table('people');
      return listen(() => store.rows.titles(owner, id, tableId, { text: 'a', limit: 20 }));
    },
    'titles-find': async (listen) => {
      const { id: tableId } = await base.table('people');
      // Exactly so, and but for its case.
      return listen(() => store.rows.titled(owner, id, tableId, ['Ida', 'BO']));
    },
    search: async (listen) => {
      const { id: tableId } = await base.table('tasks');
      return listen(() => store.search.view(owner, id, tableId, { ...SOUGHT, query: 'a' }));
    },
    'search-sorted': async (listen) => {
      const table = await base.table('tasks');
      const request = { ...SOUGHT, view: table.views[0]?.id, query: '1, 2', after: 5 };
      return listen(() => store.search.view(owner, id, table.id, request));
    },
    'search-objects': async (listen) => {
      const { id: tableId } = await base.table('things');
      return listen(() => store.search.view(owner, id, tableId, { ...SOUGHT, query: 'a' }));
    },
    'search-base': (listen) =>
      listen(() => store.search.base(owner, id, { query: 'a', limit: 5, to: SOUGHT.to })),
    'titles-named': async (listen) => {
      const [model, table] = [await base.model(), await base.table('tasks')];
      const wanted = new Map([[table.field('owners').link?.linkedTableId as string, new Set(['Ida'])]]);
      return listen(() => store.records.lookup(owner, model).titles(wanted));
    },
    'cells-kept': async (listen) => {
      const [model, table, recordId] = [
        await base.model(),
        await base.table('things'),
        await first('things'),
      ];
      const lookup = store.records.lookup(owner, model);
      return listen(() => lookup.cells(table, [recordId], [table.field('files')]));
    },
    match: async (listen) => {
      const [model, table] = [await base.model(), await base.table('notes')];
      const records = [await record('notes', { note: 'n1', weight: 1 })];
      return listen(() => store.records.lookup(owner, model).match(table, records, [table.field('note')]));
    },
    'log-read': async (listen) => {
      await store.changes.read(id, 0, 1, HOUSE);
      return listen(() => store.changes.read(id, 0, 100, HOUSE));
    },
    'record-history': async (listen) => {
      const [table, recordId] = [await base.table('tasks'), await first('tasks')];
      const fieldId = table.field('owners').id;
      return listen(() =>
        store.history.ofRecord(owner, id, table.id, recordId, { fieldId, before: 1_000_000, limit: 20 }),
      );
    },
    'log-levels': (listen) => listen(() => store.changes.levels(id, [owner], HOUSE)),
    'log-heads': (listen) => listen(() => store.changes.heads([id])),
    structure: (listen) => listen(() => store.structure.base(owner, id)),
    bases: (listen) => listen(() => store.structure.bases(owner, 100)),
    workspaces: (listen) => listen(() => store.workspaces.list(owner)),
    collaborators: (listen) => listen(() => store.collaborators.list(owner, id)),

    'create-plain': async (listen) => {
      const made = await record('notes', { note: 'new', weight: 1 });
      return listen(() => write('notes', { creates: [made] }, [made.id]));
    },
    'create-filled-by-system': async (listen) => {
      const made = await record('tasks', { task: 'new' });
      return listen(() => write('tasks', { creates: [made] }, [made.id]));
    },
    'create-by-op': async (listen) => {
      const create = await op('records.create', 'notes', {
        records: [await record('notes', { note: 'op' })],
      });
      return listen(() => base.run(create));
    },
    'create-together': async (listen) => {
      const create = async (note: string) => {
        const made = await record('notes', { note });
        return () => write('notes', { creates: [made] }, [made.id]);
      };
      const [first, ...others] = [await create('a'), await create('b'), await create('c')];
      return listen(() => Promise.all([first?.(), ...others.map((make) => make())]));
    },
    'create-linked': async (listen) => {
      const [person, task] = [await first('people'), await first('tasks')];
      const made = await record('tasks', { task: 'linked', owners: [person], needs: [task] });
      return listen(() => write('tasks', { creates: [made] }, [made.id]));
    },
    'update-plain': async (listen) => {
      const changed = await record('notes', { weight: 5 }, await first('notes'));
      return listen(() => write('notes', { updates: [changed] }, [changed.id]));
    },
    'update-by-op': async (listen) => {
      const changed = await record('tasks', { task: 'changed', points: 4 }, await first('tasks'));
      const update = await op('records.update', 'tasks', { records: [changed] });
      return listen(() => base.run(update));
    },
    'update-with-id-as-text': async (listen) => {
      const changed = await record('notes', { note: newId('choice') }, await first('notes'));
      const update = await op('records.update', 'notes', { records: [changed] });
      return listen(() => base.run(update));
    },
    'update-by-op-idle': async (listen) => {
      const update = await op('records.update', 'notes', {
        records: [await record('notes', { weight: 5 }, await first('notes'))],
      });
      return listen(() => base.run(update));
    },
    'update-by-ops-together': async (listen) => {
      const ids = await base.create('notes', [{ note: 'a' }, { note: 'b' }, { note: 'c' }]);
      const updates = await Promise.all(
        ids.map(async (recordId) =>
          op('records.update', 'notes', { records: [await record('notes', { weight: 7 }, recordId)] }),
        ),
      );
      return listen(() => Promise.all(updates.map((update) => base.run(update))));
    },
    'update-absent': async (listen) => {
      const changed = await record('notes', { weight: 5 });
      return listen(() => write('notes', { updates: [changed] }, [changed.id]).catch(() => undefined));
    },
    'update-linked': async (listen) => {
      const changed = await record('tasks', { owners: [await first('people')] }, await first('tasks'));
      return listen(() => write('tasks', { updates: [changed] }, [changed.id]));
    },
    'update-and-create': async (listen) => {
      const [made, changed] = [
        await record('notes', { note: 'both' }),
        await record('notes', { weight: 9 }, await first('notes')),
      ];
      return listen(() => write('notes', { creates: [made], updates: [changed] }, [made.id, changed.id]));
    },
    'update-with-new-choice': async (listen) => {
      const table = await base.table('tasks');
      const state = fieldAs(table.field('state'), 'singleSelect');
      const { choices } = state.options;
      const added = { id: 'selMade0000000000', name: 'made', color: 'blueLight2' };
      const changed = await record('tasks', { state: added.id }, await first('tasks'));
      return listen(() =>
        write(
          'tasks',
          {
            updates: [changed],
            choices: [{ field: state, options: { choices: [...choices, added] } }],
          },
          [changed.id],
        ),
      );
    },
    'delete-plain': async (listen) => {
      const [gone] = await base.create('notes', [{ note: 'gone' }]);
      return listen(() => write('notes', { deletes: [gone as string] }));
    },
    'delete-linked': async (listen) => {
      const [gone] = await base.create('tasks', [{ task: 'gone', owners: [await first('people')] }]);
      const remove = await op('records.delete', 'tasks', { recordIds: [gone] });
      return listen(() => base.run(remove));
    },
    restore: async (listen) => {
      const [gone] = await base.create('tasks', [{ task: 'back', owners: [await first('people')] }]);
      const { seq } = await base.run(await op('records.delete', 'tasks', { recordIds: [gone] }));
      return listen(() => base.run({ kind: 'records.restore', seq }));
    },
    'op-sent-again': async (listen) => {
      const sent = {
        id: crypto.randomUUID(),
        ...(await op('records.create', 'notes', { records: [await record('notes', { note: 'once' })] })),
      } as Op;
      await store.ops.execute(owner, id, sent);
      return listen(() => store.ops.execute(owner, id, sent));
    },
    'write-under-a-key': async (listen) => {
      const made = await record('notes', { note: 'keyed' });
      const request = { caller: owner, baseId: id, key: 'key', fingerprint: 'fingerprint' };
      return listen(() =>
        store.answers.once(request, async ({ records }) => {
          await records.execute(
            owner,
            id,
            { kind: 'create', table: 'notes', form: 'raw', records: [{ cells: made.cells }] },
            { answer: null },
          );
          return { status: 200, body: '{}' };
        }),
      );
    },
    sweep: (listen) => listen(() => store.sweeper.sweep()),
  };
}

/** Makes each request in turn and hands on what it sent. */
export async function recordEach(
  store: RecordingStore,
  requests: Record<string, SampleRequest>,
  see: (name: string, sent: Prepared[]) => Promise<void>,
): Promise<void> {
  for (const [name, request] of Object.entries(requests)) {
    let sent: Prepared[] = [];
    await request(async (work) => {
      let result: Awaited<ReturnType<typeof work>> | undefined;
      sent = await store.record(async () => (result = await work()));
      return result as Awaited<ReturnType<typeof work>>;
    });
    await see(name, sent);
  }
}

/** Records for the requests to find: a few in every table, linked. */
export async function fillSample(base: SampleBase): Promise<void> {
  await base.create('notes', [
    { note: 'n1', weight: 1 },
    { note: 'n2', weight: 2 },
    { note: 'n3', weight: 3 },
  ]);
  const people = await base.create('people', [{ person: 'Ida' }, { person: 'Ben' }]);
  const tasks = await base.create('tasks', [
    { task: 't1', points: 3, owners: people },
    { task: 't2', points: 1 },
    { task: 't3', points: 2 },
  ]);
  await base.create('tasks', [{ task: 't4', needs: tasks }]);
  await base.create('things', [
    { thing: 'a', code: { text: '4006381333931', type: 'ean13' }, team: [base.owner.userId], files: [PLAN] },
    { thing: 'b' },
  ]);
}
