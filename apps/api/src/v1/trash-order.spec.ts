import type { View } from '@pyairtable/contracts';
import { ApiHarness, type Answer, type Client } from '../testing/api-harness';
import { Draw, suiteSeed } from '@pyairtable/testkit';

const SEQUENCES = Number(process.env['TRASH_SEQUENCES'] ?? 3);
const SEED = suiteSeed('TRASH_SEED');

/** A random base, deletions of all kinds in it, and what it shows. */
class Base {
  private constructor(
    private readonly mia: Client,
    private readonly draw: Draw,
    private readonly id: string,
  ) {}

  static async make(api: ApiHarness, mia: Client, draw: Draw): Promise<Base> {
    const fields = ['Name', 'One', 'Two', 'Three'].map((name) => ({ name, type: 'singleLineText' }));
    const { id } = await api.base(
      mia,
      ['A', 'B', 'C'].map((name) => ({ name, fields: [...fields, { name: 'No', type: 'autoNumber' }] })),
    );
    const base = new Base(mia, draw, id);
    await base.fill();
    return base;
  }

  private ask = async (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) => {
    const answer: Answer = await this.mia[method](path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.body;
  };

  private schema = async () => this.ask('get', `/v1/bases/${this.id}`);

  private async fill(): Promise<void> {
    const { tables } = await this.schema();
    for (const table of tables) {
      await this.ask('post', `/v1/bases/${this.id}/tables/${table.id}/fields`, {
        name: 'Link',
        type: 'multipleRecordLinks',
        options: { linkedTableId: this.draw.one<{ id: string }>(tables).id },
      });
    }
    const ids: Record<string, string[]> = {};
    for (const { name, fields } of (await this.schema()).tables) {
      const texts = fields.filter(({ type }: { type: string }) => type === 'singleLineText');
      const records = Array.from({ length: 4 }, (_, at) => ({
        fields: Object.fromEntries(
          this.draw.some(texts, 4).map((field) => [(field as { name: string }).name, `${name}${at}`]),
        ),
      }));
      const made = await this.ask('post', `/v0/${this.id}/${name}`, { records });
      ids[name] = made.records.map((record: { id: string }) => record.id);
    }
    for (const { id, name, fields, views } of (await this.schema()).tables) {
      const link = fields.find((field: { name: string }) => field.name === 'Link');
      const linked = tables.find((one: { id: string }) => one.id === link.options.linkedTableId).name;
      for (const record of ids[name] ?? [])
        await this.ask('patch', `/v0/${this.id}/${name}/${record}`, {
          fields: { Link: this.draw.some(ids[linked] ?? [], 3) },
        });
      const fieldIds: string[] = fields.map((field: { id: string }) => field.id);
      await this.ask('patch', `/v1/bases/${this.id}/tables/${id}/views/${views[0].id}`, {
        visibleFieldIds: this.draw.some(fieldIds, 6, 2),
        sort: this.draw.some(fieldIds, 2).map((fieldId) => ({ fieldId, direction: 'asc' })),
        columnWidths: Object.fromEntries(this.draw.some(fieldIds, 3).map((fieldId) => [fieldId, 99])),
      } satisfies Partial<View>);
    }
  }

  /** Everything that is read of the base, but for when records were changed. */
  async shown(): Promise<object> {
    const { tables } = await this.schema();
    const rows = await Promise.all(
      tables.map(({ id }: { id: string }) =>
        this.ask('get', `/v0/${this.id}/${id}?returnFieldsByFieldId=true`),
      ),
    );
    return { tables, records: rows.map(({ records }) => records) };
  }

  /** Deletes something; answers the number to restore it by, null when there was nothing. */
  async remove(): Promise<number | null> {
    const { tables } = await this.schema();
    if (tables.length === 0) return null;
    const table = this.draw.one<{ id: string; primaryFieldId: string; fields: { id: string }[] }>(tables);
    const path = `/v1/bases/${this.id}/tables/${table.id}`;
    // What a record had in a field or link of the trash is not kept when it is deleted too: records go first.
    const structureIsWhole = (await this.trash()).every((item) => item.kind === 'records');
    const kind = this.draw.between(0, structureIsWhole ? 9 : 5);
    if (kind === 0) return (await this.ask('delete', path)).seq;
    if (kind < 6) {
      const fields = table.fields.filter(({ id }) => id !== table.primaryFieldId);
      if (fields.length === 0) return null;
      return (await this.ask('delete', `${path}/fields/${this.draw.one(fields).id}`)).seq;
    }
    const { records } = await this.ask('get', `/v0/${this.id}/${table.id}`);
    if (records.length === 0) return null;
    const chosen = this.draw.some<{ id: string }>(records, 3, 1).map(({ id }) => `records[]=${id}`);
    await this.ask('delete', `/v0/${this.id}/${table.id}?${chosen.join('&')}`);
    return (await this.schema()).seq;
  }

  restore = (seq: number) => this.mia.post(`/v1/bases/${this.id}/trash/${seq}/restore`);

  trash = async (): Promise<{ seq: number; kind: string }[]> =>
    (await this.ask('get', `/v1/bases/${this.id}/trash?limit=100`)).items;
}

describe('random deletions', () => {
  let api: ApiHarness;
  let mia: Client;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());

  it.each(Array.from({ length: SEQUENCES }, (_, at) => SEED + at))(
    'are taken back to the first, from seed %i',
    async (seed) => {
      const base = await Base.make(api, mia, new Draw(seed));
      const states: [number, object][] = [];
      for (let count = 0; count < 8; count++) {
        const before = await base.shown();
        const removed = await base.remove();
        if (removed !== null) states.push([removed, before]);
      }
      for (const [removed, before] of states.reverse()) {
        const { status, text } = await base.restore(removed);
        expect([status, text]).toEqual([200, expect.any(String)]);
        expect(await base.shown()).toEqual(before);
      }
      expect(await base.trash()).toEqual([]);
    },
  );

  it.each(Array.from({ length: SEQUENCES }, (_, at) => SEED + at))(
    'of fields and tables are taken back in any order, from seed %i',
    async (seed) => {
      const draw = new Draw(seed);
      const base = await Base.make(api, mia, draw);
      const before = await base.shown();
      for (let count = 0; count < 6; count++) await base.remove();
      const wanted = (await base.trash()).filter(({ kind }) => kind !== 'records');
      for (let left = wanted; left.length > 0;) {
        const item = draw.one(left);
        const { status } = await base.restore(item.seq);
        expect([200, 422]).toContain(status);
        left = (await base.trash()).filter(({ kind }) => kind !== 'records');
      }
      expect(structureOf(await base.shown())).toEqual(structureOf(before));
    },
  );
});

/** Tables, fields and views, without how many records there are. */
const structureOf = (shown: object): object =>
  (shown as { tables: object[] }).tables.map((table) => ({ ...table, recordCount: undefined }));
