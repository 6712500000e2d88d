import { newId } from '@pyairtable/kernel';
import { HOUSE } from '../connection/asker';
import type { Store } from '../store';
import type { SampleBase } from './sample-base';
import type { SampleRequest } from './sample-requests';

const text = (name: string) => ({ name, type: 'singleLineText' });

/** Changes of structure and of who may do what, one of each shape; what they make is theirs alone. */
export function sampleStructureRequests(store: Store, base: SampleBase): Record<string, SampleRequest> {
  const { owner, id, workspaceId } = base;
  const { structure, collaborators, transfer, trash } = store;
  const newBase = (name: string) =>
    structure.createBase(owner, { workspaceId, name, tables: [{ name: 'first', fields: [text('name')] }] });
  const newTable = (name: string) => structure.createTable(owner, id, { name, fields: [text('name')] });
  const newField = (table: string, name: string, type = 'singleLineText', options?: object) =>
    structure.createField(owner, id, table, { name, type, ...(options ? { options } : {}) });
  const linkToPeople = async (table: string, name: string) => {
    const { id: linkedTableId } = await base.table('people');
    return () => newField(table, name, 'multipleRecordLinks', { linkedTableId });
  };
  const newLink = async (table: string, name: string) => (await linkToPeople(table, name))();

  /** A base with a record, and a field of each kind that an import treats apart. */
  const newFilledBase = async () => {
    const fields = [
      text('name'),
      { name: 'number', type: 'autoNumber' },
      { name: 'at', type: 'lastModifiedTime' },
    ];
    const made = await structure.createBase(owner, {
      workspaceId,
      name: 'filled',
      tables: [{ name: 'all', fields }],
    });
    const { model } = await structure.base(owner, made);
    const table = model.table('all');
    const options = { linkedTableId: table.id };
    const link = await structure.createField(owner, made, table.id, {
      name: 'to',
      type: 'multipleRecordLinks',
      options,
    });
    const recordId = newId('record');
    const records = [{ id: recordId, cells: { [table.primaryFieldId]: 'one', [link.id]: [recordId] } }];
    await store.ops.execute(owner, made, {
      id: crypto.randomUUID(),
      kind: 'records.create',
      tableId: table.id,
      records,
    });
    return made;
  };

  return {
    'workspace-rename': (listen) => listen(() => store.workspaces.rename(owner, workspaceId, 'Ours still')),
    'workspace-create': (listen) => listen(() => store.workspaces.create(owner, 'Another')),
    'base-create': (listen) => listen(() => newBase('made')),
    'base-change': (listen) => listen(() => structure.changeBase(owner, id, { color: 'red' })),
    'base-delete': async (listen) => {
      const gone = await newBase('gone');
      return listen(() => structure.deleteBase(owner, gone));
    },
    'base-restore': async (listen) => {
      const back = await newBase('back');
      await structure.deleteBase(owner, back);
      return listen(() => trash.restoreBase(owner, back));
    },
    'base-drop': async (listen) => {
      const gone = await newBase('gone');
      await structure.deleteBase(owner, gone);
      return listen(() => trash.dropBase(owner, gone));
    },
    'base-copy': async (listen) => {
      const filled = await newFilledBase();
      const { seq } = await structure.base(owner, filled);
      return listen(() => store.timeMachine.copy(owner, filled, { moment: { seq }, name: 'as it was' }));
    },
    'base-bring-back': async (listen) => {
      const filled = await newFilledBase();
      await store.snapshots.make(owner, filled, 'then', null);
      const { seq } = await structure.base(owner, filled);
      await structure.changeBase(owner, filled, { color: 'red' });
      return listen(async () => {
        await store.timeMachine.bringBack(owner, filled, { seq });
        await store.history.moments(owner, filled, { before: seq, limit: 20 });
      });
    },
    'base-prune': async (listen) => {
      const filled = await newFilledBase();
      return listen(async () => {
        for await (const _ of store.timeMachine.prune(filled, 0));
      });
    },
    moments: (listen) => listen(() => store.history.moments(owner, id, { before: 1_000_000, limit: 20 })),
    // The whole of it: which records a page would have goes by their ids, and those are drawn anew in each run.
    comparison: (listen) =>
      listen(() => store.history.compare(owner, id, { from: 1, to: null, after: null, limit: 1_000 })),
    snapshots: (listen) =>
      listen(async () => {
        const made = await store.snapshots.make(owner, id, 'then', { at: new Date().toISOString() });
        await store.snapshots.rename(owner, id, made.id, 'once');
        await store.snapshots.list(owner, id);
        await store.snapshots.delete(owner, id, made.id);
      }),
    'bases-in-trash': (listen) => listen(() => trash.bases(owner)),
    'trash-page': (listen) => listen(() => trash.list(owner, id, { before: 1_000_000, limit: 20 })),
    'base-import': async (listen) => {
      const filled = await newFilledBase();
      const plan = await transfer.exportPlan(filled, HOUSE);
      await structure.deleteBase(owner, filled);
      await trash.dropBase(owner, filled);
      const place = { ownerId: owner.userId };
      return listen(async () => {
        await transfer.checkPlan(plan, place);
        await transfer.importPlan(plan, place);
      });
    },
    'bases-named': (listen) => listen(() => transfer.findBases('made')),
    'base-export': (listen) => listen(() => transfer.exportPlan(id, HOUSE)),
    'table-create': (listen) => listen(() => newTable('made')),
    'table-change': async (listen) => {
      const table = await newTable('called otherwise');
      return listen(() => structure.changeTable(owner, id, table, { name: 'called so' }));
    },
    'table-delete': async (listen) => {
      const table = await newTable('gone');
      await newLink(table, 'who');
      return listen(() => structure.deleteTable(owner, id, table));
    },
    'table-restore': async (listen) => {
      const table = await newTable('back');
      await newLink(table, 'who');
      const seq = await structure.deleteTable(owner, id, table);
      return listen(() => trash.restore(owner, id, seq));
    },
    'field-create': (listen) => listen(() => newField('notes', 'made')),
    'field-create-filled': (listen) => listen(() => newField('notes', 'count', 'autoNumber')),
    'field-create-link': async (listen) => listen(await linkToPeople('notes', 'by')),
    'field-change': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'called otherwise')];
      return listen(() => structure.changeField(owner, id, table.id, field.id, { name: 'called so' }));
    },
    'field-becomes-unique': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'code')];
      return listen(() =>
        structure.changeField(owner, id, table.id, field.id, { rules: { unique: true, default: 'none' } }),
      );
    },
    'field-duplicate': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'copied')];
      return listen(() => structure.duplicateField(owner, id, table.id, field.id, { cells: true }));
    },
    'field-duplicate-link': async (listen) => {
      const [table, field] = [await base.table('notes'), await newLink('notes', 'copied too')];
      return listen(() => structure.duplicateField(owner, id, table.id, field.id, { cells: true }));
    },
    'field-preview': async (listen) => {
      const table = await base.table('notes');
      const recordIds = ['rec00000000000000'];
      const request = { type: 'formula', options: { formula: '1 + 1' }, recordIds };
      return listen(() => structure.previewField(owner, id, table.id, request));
    },
    'field-delete': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'gone')];
      return listen(() => structure.deleteField(owner, id, table.id, field.id));
    },
    'field-delete-link': async (listen) => {
      const [table, field] = [await base.table('notes'), await newLink('notes', 'gone too')];
      return listen(() => structure.deleteField(owner, id, table.id, field.id));
    },
    'field-restore': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'no', 'autoNumber')];
      const seq = await structure.deleteField(owner, id, table.id, field.id);
      return listen(() => trash.restore(owner, id, seq));
    },
    'view-change': async (listen) => {
      const table = await base.table('notes');
      const viewId = table.views[0]?.id as string;
      return listen(() => structure.changeView(owner, id, table.id, viewId, { name: 'All' }));
    },
    'collaborator-add': async (listen) => {
      await store.workspaces.remember({
        sub: newId('user'),
        email: 'ben@example.com',
        name: 'Ben',
        kind: 'session',
      });
      return listen(() =>
        collaborators.add(owner, id, { email: 'ben@example.com', permissionLevel: 'edit' }),
      );
    },
    'collaborator-change': async (listen) => {
      const sub = newId('user');
      await store.workspaces.remember({ sub, email: 'cid@example.com', name: 'Cid', kind: 'session' });
      await collaborators.add(owner, id, { email: 'cid@example.com', permissionLevel: 'edit' });
      return listen(async () => {
        await collaborators.setLevel(owner, id, sub, 'read');
        await collaborators.remove(owner, id, sub);
      });
    },
    'person-remember': (listen) =>
      listen(() =>
        store.workspaces.remember({
          sub: newId('user'),
          email: 'eve@example.com',
          name: 'Eve',
          kind: 'session',
        }),
      ),
    'person-renamed': async (listen) => {
      const person = { sub: newId('user'), email: 'dan@example.com', kind: 'session' as const };
      await store.workspaces.remember({ ...person, name: 'Dan', iat: 1 });
      await collaborators.add(owner, id, { email: person.email, permissionLevel: 'read' });
      return listen(async () => {
        await store.workspaces.remember({ ...person, name: 'Daniel', iat: 2 });
        await store.workspaces.renames.tell();
      });
    },
    'field-becomes-link': async (listen) => {
      const filled = await newFilledBase();
      const { model } = await structure.base(owner, filled);
      const { id: linkedTableId } = model.table('all');
      const tableId = await structure.createTable(owner, filled, {
        name: 'others',
        fields: [text('name'), text('of')],
      });
      const field = (await structure.base(owner, filled)).model.table(tableId).field('of');
      const record = { id: newId('record'), cells: { [field.id]: 'one, two' } };
      await store.ops.execute(owner, filled, {
        id: crypto.randomUUID(),
        kind: 'records.create',
        tableId,
        records: [record],
      });
      const link = { type: 'multipleRecordLinks', options: { linkedTableId } };
      return listen(() => structure.convertField(owner, filled, tableId, field.id, link));
    },
  };
}
