import { readFrame } from './client-frame';

const nested = (depth: number) => Buffer.from(`{"t":"ping","x":${'['.repeat(depth)}${']'.repeat(depth)}}`);

it('reads a frame, and none that nests deeper than a body may', () => {
  expect(readFrame(nested(1)).ok).toBe(true);
  expect(readFrame(nested(20_000))).toEqual({ ok: false, opId: null });
});
