import { StatementNames } from './statement-names';

describe('statement names', () => {
  it('give a text its name on the second use, and keep it', () => {
    const names = new StatementNames(10);
    expect(names.nameOf('SELECT 1')).toBeUndefined();
    const name = names.nameOf('SELECT 1');
    expect(name).toBeDefined();
    expect(names.nameOf('SELECT 1')).toBe(name);
  });

  it('forget what was used longest ago, and never give a name twice', () => {
    const names = new StatementNames(2);
    const given = new Set<string | undefined>();
    for (const text of ['a', 'b', 'c', 'a']) {
      names.nameOf(text);
      given.add(names.nameOf(text));
    }
    expect(given.size).toBe(4);
    expect(names.nameOf('b')).toBeUndefined();
  });
});
