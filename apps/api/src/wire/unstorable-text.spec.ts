import { ApiHarness, type Answer, type Client } from '../testing/api-harness';

/** PostgreSQL holds neither NUL nor half of a surrogate pair: such a text is refused at the door, wherever it stands. */
describe('text that no column can hold', () => {
  let api: ApiHarness;
  let mia: Client;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read as they come; the assertions say their shape.
  let base: any;
  const field = { name: 'Name', type: 'singleLineText' };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    base = await api.base(mia, [{ name: 'Tasks', fields: [field] }]);
  });
  afterAll(() => api?.stop());

  it.each(['a\0b', 'a\ud800b'])('is refused in a name or a description: %j', async (text) => {
    const { id, workspaceId, tables } = base;
    const [{ id: table, views, fields }] = tables;
    const meta = `/v0/meta/bases/${id}/tables`;
    const own = `/v1/bases/${id}`;
    const sent: [keyof Client, string, object][] = [
      ['post', '/v0/meta/bases', { name: text, workspaceId, tables: [{ name: 'T', fields: [field] }] }],
      ['post', '/v0/meta/bases', { name: 'B', workspaceId: text, tables: [{ name: 'T', fields: [field] }] }],
      ['post', meta, { name: text, fields: [field] }],
      ['post', meta, { name: 'T', description: text, fields: [field] }],
      ['patch', `${meta}/${table}`, { name: text }],
      ['patch', `${meta}/${table}`, { description: text }],
      ['post', `${meta}/${table}/fields`, { ...field, name: text }],
      ['post', `${meta}/${table}/fields`, { ...field, name: 'F', description: text }],
      ['patch', `${meta}/${table}/fields/${fields[0].id}`, { name: text }],
      ['patch', `${meta}/${table}/fields/${fields[0].id}`, { description: text }],
      ['patch', own, { name: text }],
      ['patch', own, { color: text }],
      ['patch', `${own}/tables/${table}/views/${views[0].id}`, { name: text }],
      ['post', `${own}/tables/${table}/titles/find`, { titles: [text] }],
      ['post', '/v1/workspaces', { name: text }],
      ['patch', `/v1/workspaces/${workspaceId}`, { name: text }],
    ];
    for (const [method, url, body] of sent) {
      const ask = mia[method] as (url: string, body: object) => Promise<Answer>;
      const { status, body: answer } = await ask(url, body);
      expect([method, url, status, answer.error?.type]).toEqual([
        method,
        url,
        422,
        'INVALID_REQUEST_UNKNOWN',
      ]);
    }
    const cell = await mia.post(`/v0/${id}/Tasks`, { fields: { Name: text } });
    expect(cell.body.error.type).toBe('INVALID_VALUE_FOR_COLUMN');
  });

  it('is refused in a query', async () => {
    const [{ id: table }] = base.tables;
    const answer = await mia.get(`/v1/bases/${base.id}/tables/${table}/titles?q=a%00b`);
    expect([answer.status, answer.body.error.type]).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });
});
