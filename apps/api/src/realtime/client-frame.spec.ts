import { readFrame } from './client-frame';

const nested = (depth: number) => Buffer.from(`{"t":"ping","x":${'['.repeat(depth)}${']'.repeat(depth)}}`);

it('reads a frame, and none that nests deeper or has more values than a body may', () => {
  const values = (count: number) => Buffer.from(`{"t":"ping","x":[${'0,'.repeat(count)}0]}`);
  expect(readFrame(values(500_000)).ok).toBe(true);
  expect(readFrame(values(600_000))).toEqual({ ok: false, opId: null });
  expect(readFrame(nested(1)).ok).toBe(true);
  expect(readFrame(nested(20_000))).toEqual({ ok: false, opId: null });
});
