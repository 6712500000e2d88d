import type { Op, OpResult, RawCell, View } from '@pyairtable/contracts';
import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { HOUSE } from '../connection/asker';
import type { Store } from '../store';

/** A base for tests, and what they say about it by names instead of ids. */
export interface SampleBase {
  id: string;
  workspaceId: string;
  owner: Caller;
  /** The structure at this moment. */
  model(): Promise<BaseModel>;
  table(name: string): Promise<TableModel>;
  /** Carries out an op of the owner's. */
  run(op: Intent): Promise<OpResult>;
  /** Creates records of cells by field name; answers their ids. */
  create(table: string, records: readonly Record<string, RawCell>[]): Promise<string[]>;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type Intent = WithoutId<Op>;

const person = (userId: string): Caller => ({
  userId,
  resources: null,
  scopes: ['data.records:read', 'data.records:write', 'user.email:read'],
  source: 'client',
});

const text = (name: string) => ({ name, type: 'singleLineText' });
const number = (name: string) => ({ name, type: 'number', options: { precision: 0 } });
const choices = [{ name: 'open' }, { name: 'done' }];
const TABLES = [
  { name: 'notes', fields: [text('note'), number('weight')] },
  { name: 'people', fields: [text('person'), number('age')] },
  {
    name: 'tasks',
    fields: [
      text('task'),
      number('points'),
      { name: 'due', type: 'date', options: { dateFormat: { name: 'iso' } } },
      { name: 'state', type: 'singleSelect', options: { choices } },
      { name: 'assignee', type: 'singleCollaborator' },
      { name: 'number', type: 'autoNumber' },
      { name: 'changed_by', type: 'lastModifiedBy' },
    ],
  },
  {
    name: 'things',
    fields: [
      text('thing'),
      { name: 'code', type: 'barcode' },
      { name: 'team', type: 'multipleCollaborators' },
      { name: 'files', type: 'multipleAttachments' },
    ],
  },
];

/** Gives the tables of a base and their fields ids that follow one another, as statements name tables in the order of their ids. */
async function orderIds(store: Store, owner: Caller, baseId: string): Promise<void> {
  const plan = await store.transfer.exportPlan(baseId, HOUSE);
  const ids = plan.tables.flatMap((table) => [table.id, ...table.fields.map(({ id }) => id)]);
  const ranked = (id: string, rank: number) =>
    `${id.slice(0, 3)}${baseId.slice(3, 14)}${String(rank).padStart(3, '0')}`;
  const ranks = new Map(ids.map((id, rank) => [id, ranked(id, rank)]));
  const text = JSON.stringify(plan).replace(/\b(?:tbl|fld)[0-9A-Za-z]{14}\b/g, (id) => ranks.get(id) ?? id);
  await store.structure.deleteBase(owner, baseId);
  await store.trash.dropBase(owner, baseId);
  await store.transfer.importPlan(JSON.parse(text) as typeof plan, { ownerId: owner.userId });
}

/**
 * A base `plan` with a table of each kind: `notes` of plain cells; `people`; `tasks` with links to people and to
 * themselves, choices, people and what the system fills, and a view by points; `things` of cells that are lists
 * and objects.
 */
export async function createSampleBase(store: Store): Promise<SampleBase> {
  const owner = person(newId('user'));
  await store.workspaces.remember({
    sub: owner.userId,
    email: 'ann@example.com',
    name: 'Ann',
    kind: 'session',
  });
  const { id: workspaceId } = await store.workspaces.create(owner, 'Ours');
  const id = await store.structure.createBase(owner, { workspaceId, name: 'plan', tables: TABLES });
  const base: SampleBase = {
    id,
    workspaceId,
    owner,
    model: async () => (await store.structure.base(owner, id)).model,
    table: async (name) => (await base.model()).table(name),
    run: (op) => store.ops.execute(owner, id, { id: crypto.randomUUID(), ...op } as Op),
    async create(name, records) {
      const table = await base.table(name);
      const made = await base.run({
        kind: 'records.create',
        tableId: table.id,
        records: records.map((cells) => ({ cells: cellsById(table, cells) })),
      });
      return made.recordIds;
    },
  };
  for (const [name, to] of [
    ['owners', 'people'],
    ['needs', 'tasks'],
  ] as const) {
    const { id: linkedTableId } = await base.table(to);
    await store.structure.createField(owner, id, 'tasks', {
      name,
      type: 'multipleRecordLinks',
      options: { linkedTableId },
    });
  }
  const { id: viewId } = (await base.table('tasks')).views[0] as View;
  const [tasks, points] = [await base.table('tasks'), (await base.table('tasks')).field('points').id];
  await store.structure.changeView(owner, id, tasks.id, viewId, {
    sort: [{ fieldId: points, direction: 'desc' }],
  });
  await orderIds(store, owner, id);
  return base;
}

/** Raw cells by field id, from cells by field name. */
export const cellsById = (table: TableModel, byName: Record<string, RawCell>): Record<string, RawCell> =>
  Object.fromEntries(Object.entries(byName).map(([name, cell]) => [table.field(name).id, cell]));

const PREFIXES = 'app|tbl|fld|viw|rec|usr|wsp';

/** Replaces the ids of a base in a text by the names of what they stand for, and those of others by their place. */
export function namesForIds(base: BaseModel): (text: string) => string {
  const names = new Map([[base.id, base.name]]);
  for (const table of base.tables) {
    names.set(table.id, table.name);
    for (const field of table.fields) names.set(field.id, field.name);
  }
  return (text) => {
    const others = new Map<string, string>();
    return text.replace(new RegExp(`\\b(${PREFIXES})[0-9A-Za-z]{14}\\b`, 'g'), (id, prefix: string) => {
      const known = names.get(id) ?? others.get(id);
      if (known) return known;
      const name = `${prefix}_${others.size + 1}`;
      others.set(id, name);
      return name;
    });
  };
}
