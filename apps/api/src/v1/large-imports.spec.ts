import { newId } from '@pyairtable/kernel';
import { ApiHarness } from '../testing/api-harness';

it('a large base file is read in steps, between which others have the process', async () => {
  const api = await ApiHarness.start();
  let turns = 0;
  let isReading = false;
  const count = () => {
    turns += 1;
    if (isReading) setImmediate(count);
  };
  // The last of the hooks: nothing is waited for between it and the reading of the file.
  api.app.addHook('preHandler', (_request, _reply, done) => {
    isReading = true;
    setImmediate(count);
    done();
  });
  const check = vi.spyOn(api.store.transfer, 'checkPlan').mockImplementation(async () => {
    isReading = false;
  });
  const operator = await api.client({ kind: 'operator', scopes: [], resources: [] });
  const fields = ['Name', 'Notes'].map((name) => ({ name, type: 'singleLineText' }));
  const records = Array.from({ length: 20_000 }, (_, at) => ({ Name: `Row ${at}`, Notes: 'of many' }));
  const file = { name: 'Large', tables: [{ name: 'Rows', fields, records }] };
  const answer = await operator.post('/v1/admin/bases/import', { file, ownerId: newId('user'), check: true });
  expect([answer.status, answer.text]).toEqual([200, '{}']);
  expect(check).toHaveBeenCalledOnce();
  expect(turns).toBeGreaterThan(1);
  await api.stop();
});
