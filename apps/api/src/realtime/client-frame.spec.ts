import { readFrame } from './client-frame';

const op = '"op":{"id":"op-00000001","kind":"records.restore","seq":1}';
const nested = (depth: number) =>
  Buffer.from(`{"t":"op",${op},"x":${'['.repeat(depth)}${']'.repeat(depth)}}`);

it('reads a frame, and none that nests deeper or has more values than a body may', () => {
  const values = (count: number) => Buffer.from(`{"t":"op",${op},"x":[${'0,'.repeat(count)}0]}`);
  expect(readFrame(values(500_000)).ok).toBe(true);
  expect(readFrame(values(600_000))).toEqual({ ok: false, opId: null });
  expect(readFrame(nested(1)).ok).toBe(true);
  expect(readFrame(nested(20_000))).toEqual({ ok: false, opId: null });
});

it.each([
  { t: 'ping' },
  {
    t: 'presence',
    tableId: 'tblAAAAAAAAAAAAAA',
    viewId: 'viwAAAAAAAAAAAAAA',
    cell: { recordId: 'recAAAAAAAAAAAAAA', fieldId: 'fldAAAAAAAAAAAAAA' },
  },
])('reads a $t that is as long as it has to be, and no longer one', (frame) => {
  const padded = (more: object) => Buffer.from(JSON.stringify({ ...frame, ...more }));
  expect(readFrame(padded({}))).toEqual({ ok: true, frame });
  expect(readFrame(padded({ x: 'x'.repeat(1_024) }))).toEqual({ ok: false, opId: null });
});
