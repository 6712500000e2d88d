import { matchCommand } from './match-command';

describe('a command', () => {
  it('is found by the beginnings of its words, in any order, case or accent', () => {
    expect(matchCommand('short keyb', 'Keyboard shortcuts')).toBeGreaterThan(0);
    expect(matchCommand('uber', 'Über uns')).toBe(1);
    expect(matchCommand('invite', 'Share this base', ['people', 'invite'])).toBeGreaterThan(0);
  });

  it.each([
    ['sort', 'Share this base'],
    ['dk', 'Use the dark theme'],
    ['share people', 'Share this base'],
  ])('%j does not find %j', (typed, title) => expect(matchCommand(typed, title)).toBe(0));

  it('comes before those that fit less', () => {
    const [start, inside, keyword] = [
      matchCommand('mov', 'Movies'),
      matchCommand('mov', 'Old movies'),
      matchCommand('mov', 'Films', ['movies']),
    ];
    expect(start > inside && inside > keyword).toBe(true);
  });
});
