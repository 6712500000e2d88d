import { randomUUID } from 'node:crypto';
import type { Op, ServerFrame } from '@pyairtable/contracts';
import {
  ask,
  beginRealtime,
  createOp,
  Listener,
  newBase,
  person,
  share,
  startApi,
  type Api,
  type Base,
  type Person,
} from '../testing/realtime-harness';

beginRealtime();

describe('an op that changes nothing, over a socket', () => {
  let api: Api;
  let mia: Person;
  let ben: Person;
  let base: Base;
  let recordId: string;

  const rename = (name: string): Op => ({
    id: randomUUID(),
    kind: 'records.update',
    tableId: base.tableId,
    records: [{ id: recordId, cells: { [base.fieldId]: name } }],
  });
  const send = (by: Person, op: Op) => ask(api, by, 'POST', `/v1/bases/${base.id}/ops`, op);

  beforeEach(async () => {
    api = await startApi();
    [mia, ben] = [await person(), await person()];
    base = await newBase(api, mia);
    await share(api, base, ben, 'edit');
    const made = await send(mia, createOp(base, 'as it is'));
    [recordId] = made.recordIds;
    base = { ...base, seq: made.seq };
  });

  it('is acknowledged without a change, and again when it is sent again', async () => {
    const [own, other] = await Promise.all([
      new Listener(api, base, mia).opened(),
      new Listener(api, base, ben).opened(),
    ]);
    const op = rename('as it is');
    own.send({ t: 'op', op });
    expect(await own.hears('ack', ({ opId }) => opId === op.id)).toEqual({
      t: 'ack',
      opId: op.id,
      seq: base.seq,
    });
    await send(ben, rename('another'));
    await other.hears('change');
    own.drop();
    const back = await new Listener(api, base, mia).opened();
    back.send({ t: 'op', op });
    expect((await back.hears('ack', ({ opId }) => opId === op.id)).seq).toBe(base.seq);
    for (const socket of [back, other])
      expect(socket.changes().map(({ seq }) => seq)).toEqual([base.seq + 1]);
    const row = await ask(api, mia, 'GET', `/v1/bases/${base.id}/tables/${base.tableId}/rows/${recordId}`);
    expect(row.cells).toEqual({ [base.fieldId]: 'another' });
  });

  it('is acknowledged behind the change of another that made it so', async () => {
    const own = await new Listener(api, base, mia).opened();
    const names = Array.from({ length: 20 }, (_, at) => `round ${at}`);
    for (const name of names) {
      const op = rename(name);
      const theirs = send(ben, rename(name));
      own.send({ t: 'op', op });
      await Promise.all([theirs, own.hears('ack', ({ opId }) => opId === op.id)]);
      const shows = (frame: ServerFrame) =>
        frame.t === 'change' && JSON.stringify(frame).includes(`"${name}"`);
      const acknowledged = own.frames.findIndex((frame) => frame.t === 'ack' && frame.opId === op.id);
      expect(own.frames.findIndex(shows)).toBeGreaterThan(-1);
      expect(own.frames.findIndex(shows)).toBeLessThan(acknowledged);
    }
    // One of the two wrote each name; the other found it there.
    expect(own.changes()).toHaveLength(names.length);
  });
});
