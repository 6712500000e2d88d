import { newId } from '@pyairtable/kernel';
import type { Store } from '../store';
import type { SampleBase } from './sample-base';
import type { SampleRequest } from './sample-requests';

const text = (name: string) => ({ name, type: 'singleLineText' });

/** Changes of structure and of who may do what, one of each shape; what they make is theirs alone. */
export function sampleStructureRequests(store: Store, base: SampleBase): Record<string, SampleRequest> {
  const { owner, id, workspaceId } = base;
  const { structure, collaborators, transfer } = store;
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

  return {
    'workspace-create': (listen) => listen(() => store.workspaces.create(owner, 'Another')),
    'base-create': (listen) => listen(() => newBase('made')),
    'base-change': (listen) => listen(() => structure.changeBase(owner, id, { color: 'red' })),
    'base-delete': async (listen) => {
      const gone = await newBase('gone');
      return listen(() => structure.deleteBase(owner, gone));
    },
    'base-export': (listen) => listen(() => transfer.exportPlan(id)),
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
    'field-create': (listen) => listen(() => newField('notes', 'made')),
    'field-create-filled': (listen) => listen(() => newField('notes', 'count', 'autoNumber')),
    'field-create-link': async (listen) => listen(await linkToPeople('notes', 'by')),
    'field-change': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'called otherwise')];
      return listen(() => structure.changeField(owner, id, table.id, field.id, { name: 'called so' }));
    },
    'field-delete': async (listen) => {
      const [table, field] = [await base.table('notes'), await newField('notes', 'gone')];
      return listen(() => structure.deleteField(owner, id, table.id, field.id));
    },
    'field-delete-link': async (listen) => {
      const [table, field] = [await base.table('notes'), await newLink('notes', 'gone too')];
      return listen(() => structure.deleteField(owner, id, table.id, field.id));
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
    'person-remember': (listen) =>
      listen(() =>
        store.workspaces.remember({
          sub: newId('user'),
          email: 'eve@example.com',
          name: 'Eve',
          kind: 'session',
        }),
      ),
  };
}
