import { ApiHarness, type Client } from '../testing/api-harness';

describe('a time of last modification that watches one field', () => {
  let api: ApiHarness;
  let mia: Client;
  let url: string;
  let ids: string[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      { name: 'Notes', fields: [{ name: 'Title', type: 'singleLineText' }] },
      {
        name: 'Tasks',
        fields: [
          { name: 'Title', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
      },
    ]);
    const [notes, tasks] = (await mia.get(`/v0/meta/bases/${base.id}/tables`)).body.tables;
    const fields = `/v0/meta/bases/${base.id}/tables/${tasks.id}/fields`;
    const link = await mia.post(fields, {
      name: 'Notes',
      type: 'multipleRecordLinks',
      options: { linkedTableId: notes.id },
    });
    const watch = (name: string, fieldId: string) =>
      mia.post(fields, {
        name,
        type: 'lastModifiedTime',
        options: { referencedFieldIds: [fieldId] },
      });
    expect((await watch('Points touched', tasks.fields[1].id)).status).toBe(200);
    expect((await watch('Notes touched', link.body.id)).status).toBe(200);
    url = `/v0/${base.id}/Tasks`;
    const records = ['A', 'B', 'C'].map((Title) => ({ fields: { Title } }));
    ids = (await mia.post(url, { records })).body.records.map(({ id }: { id: string }) => id);
  });
  afterAll(() => api?.stop());

  const times = async (name: string) =>
    Promise.all(
      ids.map(async (id) => (await mia.get(`${url}/${id}`)).body.fields[name] as string | undefined),
    );
  const update = (...cells: object[]) =>
    mia.patch(url, { records: cells.map((fields, at) => ({ id: ids[at], fields })), typecast: true });

  it('moves for the records of a batch that set it, and for no other', async () => {
    const before = await times('Points touched');
    expect((await update({ Points: 1 }, { Title: 'B2' }, { Points: 3, Title: 'C2' })).status).toBe(200);
    const after = await times('Points touched');
    expect(after.map((time, at) => time === before[at])).toEqual([false, true, false]);
  });

  it('does so too where the write takes a transaction', async () => {
    const before = { points: await times('Points touched'), notes: await times('Notes touched') };
    expect((await update({ Points: 5 }, { Notes: ['New note'] }, { Title: 'C3' })).status).toBe(200);
    const after = { points: await times('Points touched'), notes: await times('Notes touched') };
    expect(after.points.map((time, at) => time === before.points[at])).toEqual([false, true, true]);
    expect(after.notes.map((time, at) => time === before.notes[at])).toEqual([true, false, true]);
  });
});
