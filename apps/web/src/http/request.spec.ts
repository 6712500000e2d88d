import { request } from './request';

afterEach(() => vi.unstubAllGlobals());

it('says in words what the server says by its type alone', async () => {
  const refusal = { error: { type: 'DUPLICATE_OR_EMPTY_FIELD_NAME' } };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal, { status: 422 })));
  await expect(request('POST', '/v1/x', {})).rejects.toThrow(
    'A field with this name already exists in the table.',
  );
});
