import { type Change, type RawCell, rawCellOf, type RecordChanges, type Row } from '@pyairtable/contracts';
import { Draw, suiteSeed } from '@pyairtable/testkit';
import { ApiHarness, type Client } from '../testing/api-harness';

type Cells = Record<string, RawCell>;
/** Raw cells by record id, by table id. */
type State = Map<string, Map<string, Cells>>;

const WRITES = process.env['SOAK'] ? 3_000 : 100;

/** What one table's records are other than before: cells before and after by record, both ways null for empty. */
function difference(before: Map<string, Cells>, after: Map<string, Cells>, stamps: ReadonlySet<string>) {
  const changed = new Map<string, { before: Cells; after: Cells }>();
  for (const [id, was] of before) {
    const is = after.get(id);
    if (!is) continue;
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (field) => !stamps.has(field) && JSON.stringify(was[field]) !== JSON.stringify(is[field]),
    );
    if (fields.length === 0) continue;
    const side = (cells: Cells) => Object.fromEntries(fields.map((field) => [field, cells[field] ?? null]));
    changed.set(id, { before: side(was), after: side(is) });
  }
  return changed;
}

describe('the log and the times of modification', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tables: { id: string; name: string; fields: { id: string; name: string; type: string }[] }[];
  /** Ids of the fields that watch others, and what they watch; empty: all. */
  const watchers = new Map<string, string[]>();

  const idsOf = (state: State, at: number) => [...(state.get(tables[at]?.id ?? '')?.keys() ?? [])];
  const read = async (): Promise<State> => {
    const state: State = new Map();
    for (const { id } of tables) {
      const { body } = await mia.get(`/v1/bases/${baseId}/tables/${id}/rows?start=0&limit=500`);
      const rows = (body.rows as Row[]).map(
        (row) =>
          [
            row.id,
            Object.fromEntries(Object.entries(row.cells).map(([field, cell]) => [field, rawCellOf(cell)])),
          ] as const,
      );
      state.set(id, new Map(rows));
    }
    return state;
  };
  const entriesAfter = async (seq: number) =>
    (await mia.get(`/v1/bases/${baseId}/changes?after=${seq}&limit=500`)).body as {
      changes: Change[];
      head: number;
    };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const choices = [{ name: 'a' }, { name: 'b' }];
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Count', type: 'number', options: { precision: 0 } },
      { name: 'Tags', type: 'multipleSelects', options: { choices } },
    ];
    const base = await api.base(mia, [
      { name: 'One', fields },
      { name: 'Two', fields },
    ]);
    baseId = base.id;
    const meta = `/v0/meta/bases/${baseId}/tables`;
    // Two pairs between the tables, and a table linked to itself.
    for (const [from, to, name] of [
      ['One', 1, 'Link'],
      ['One', 1, 'Other link'],
      ['One', 0, 'Own link'],
    ] as const) {
      const options = { linkedTableId: base.tables[to].id };
      const made = await mia.post(`${meta}/${from}/fields`, { name, type: 'multipleRecordLinks', options });
      expect(made.status).toBe(200);
    }
    const { body } = await mia.get(meta);
    for (const table of body.tables) {
      for (const watched of [[], ...table.fields.map(({ id }: { id: string }) => [id])]) {
        const options = { referencedFieldIds: watched };
        const made = await mia.post(`${meta}/${table.id}/fields`, {
          name: `Watches ${watched}`,
          type: 'lastModifiedTime',
          options,
        });
        watchers.set(made.body.id, watched);
      }
    }
    tables = (await mia.get(meta)).body.tables;
    for (const { name } of tables)
      await mia.post(`/v0/${baseId}/${name}`, {
        records: Array.from({ length: 5 }, (_, at) => ({ fields: { Name: `${name} ${at}` } })),
      });
  });
  afterAll(() => api?.stop());

  it(
    'tell of every write exactly what it changed, on both sides of links',
    { timeout: 600_000 },
    async () => {
      const draw = new Draw(suiteSeed('CHANGES_SEED'));
      const some = <T>(list: readonly T[], most: number) =>
        Array.from({ length: draw.below(most + 1) }, () => list[draw.below(list.length)] as T).filter(
          (entry, at, all) => all.indexOf(entry) === at,
        );
      const stamps = new Set(watchers.keys());
      let state = await read();
      let { head } = await entriesAfter(0);
      let idle = 0;

      const cellsFor = (at: number) => {
        const values: Record<string, () => unknown> = {
          singleLineText: () => [null, 'x', 'y'][draw.below(3)],
          number: () => [null, 0, 1][draw.below(3)],
          multipleSelects: () => some(['a', 'b'], 2),
        };
        const writable = (tables[at]?.fields ?? []).filter(({ id }) => !stamps.has(id));
        return Object.fromEntries(
          some(writable, 3).map(({ name, type }) => {
            const linked = name === 'Own link' ? at : 1 - at;
            const value = values[type] ?? (() => some(idsOf(state, linked), 2));
            return [name, value()];
          }),
        );
      };

      for (let turn = 0; turn < WRITES; turn++) {
        const at = draw.below(2);
        const records = some(idsOf(state, at), 3).map((id) => ({ id, fields: cellsFor(at) }));
        if (records.length === 0) continue;
        const url = `/v0/${baseId}/${tables[at]?.name}`;
        const answer =
          draw.below(4) === 0 ? await mia.put(url, { records }) : await mia.patch(url, { records });
        expect([turn, answer.status]).toEqual([turn, 200]);
        const now = await read();
        const log = await entriesAfter(head);
        const told = new Map<string, Map<string, { before: Cells; after: Cells }>>();
        for (const change of log.changes.flatMap(({ changes }) => changes) as RecordChanges[]) {
          expect([change.created, change.deleted]).toEqual([undefined, undefined]);
          const lines = (change.updated ?? []).map(
            ({ id, before, after }) => [id, { before, after }] as const,
          );
          told.set(change.tableId, new Map(lines));
        }
        const changed = new Map(
          tables.flatMap(({ id }) => {
            const [was, is] = [state.get(id), now.get(id)] as [Map<string, Cells>, Map<string, Cells>];
            const found = difference(was, is, stamps);
            return found.size > 0 ? [[id, found] as const] : [];
          }),
        );
        expect({ turn, told }).toEqual({ turn, told: changed });
        expect(log.changes.length).toBe(changed.size > 0 ? 1 : 0);
        if (changed.size === 0) idle += 1;
        for (const { id: tableId, fields } of tables) {
          for (const [recordId, cells] of now.get(tableId) ?? []) {
            const fieldsChanged = Object.keys(changed.get(tableId)?.get(recordId)?.after ?? {});
            const moved = fields.filter(
              ({ id }) => stamps.has(id) && cells[id] !== state.get(tableId)?.get(recordId)?.[id],
            );
            const expected = fields.filter(({ id }) => {
              const watched = watchers.get(id);
              return watched?.length === 0
                ? fieldsChanged.length > 0
                : watched?.some((field) => fieldsChanged.includes(field));
            });
            expect([turn, recordId, moved.map(({ name }) => name)]).toEqual([
              turn,
              recordId,
              expected.map(({ name }) => name),
            ]);
          }
        }
        state = now;
        ({ head } = log);
      }
      expect(idle).toBeGreaterThan(5);
    },
  );
});
