import { errorOf } from './service-log';

describe('a line of a service log', () => {
  it.each([
    ['{"level":"error","msg":"no database","error":"refused"}', 'no database: refused'],
    ['{"level":50,"msg":"boom"}', 'boom'],
    ['{"level":"CRITICAL","message":"down"}', 'down'],
  ])('%s is an error', (line, said) => expect(errorOf(line)).toBe(said));

  it.each(['{"level":"info","msg":"listening"}', '{"level":30,"msg":"x"}', 'plain text', '{broken'])(
    '%s is none',
    (line) => expect(errorOf(line)).toBeUndefined(),
  );
});
