import { newId } from '@pyairtable/kernel';
import {
  ask,
  beginRealtime,
  createOp,
  Listener,
  newBase,
  person,
  share,
  startApi,
} from '../testing/realtime-harness';

beginRealtime();

describe('ids of ops sent over a socket', () => {
  it('are refused when another member, or another table, has them already', async () => {
    const api = await startApi();
    const [mia, ben] = [await person(), await person()];
    const base = await newBase(api, mia);
    await share(api, base, ben, 'edit');
    const second = await ask(api, mia, 'POST', `/v1/bases/${base.id}/tables`, { name: 'Second' });
    const first = createOp(base, 'first');
    await ask(api, mia, 'POST', `/v1/bases/${base.id}/ops`, first);
    const socket = await new Listener(api, base, ben).opened();

    socket.send({ t: 'op', op: { ...first, records: [{ id: newId('record'), cells: {} }] } });
    const taken = await socket.hears('reject', ({ opId }) => opId === first.id);
    expect(taken.error).toEqual({
      type: 'INVALID_REQUEST_UNKNOWN',
      message: 'Another op was carried out under this op id',
    });

    const other = { ...first, id: crypto.randomUUID(), tableId: second.id };
    const [record] = first.kind === 'records.create' ? first.records : [];
    socket.send({ t: 'op', op: { ...other, records: [{ id: record?.id, cells: {} }] } });
    const twice = await socket.hears('reject', ({ opId }) => opId === other.id);
    expect(twice.error).toEqual({
      type: 'INVALID_REQUEST_UNKNOWN',
      message: 'A record with this id already exists',
    });
    expect(socket.changes().filter(({ opId }) => opId !== undefined)).toEqual([
      expect.objectContaining({ opId: first.id }),
    ]);
  });
});
