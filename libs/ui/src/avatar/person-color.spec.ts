import { contrast } from '../theme/contrast';
import { initials, PERSON_COLORS, personColor } from './person-color';

describe('a person’s colour', () => {
  it('follows from the id alone', () => {
    expect(personColor('usrAAAAAAAAAAAAAA')).toBe(personColor('usrAAAAAAAAAAAAAA'));
    expect(PERSON_COLORS).toContain(personColor('usrBBBBBBBBBBBBBB'));
  });

  it.each(PERSON_COLORS)('%s carries white initials at 4.5:1', (color) => {
    expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});

it.each([
  ['Mia Bräu', 'MB'],
  ['  lee o’hara  smith ', 'LS'],
  ['Ødegaard', 'Ø'],
  ['', '?'],
  ['🦊 fox', '🦊F'],
])('the initials of %j are %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
