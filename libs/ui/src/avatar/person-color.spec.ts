import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contrast } from '../theme/contrast';
import { initials, NO_COLORS, PERSON_COLORS, personColor, personColors } from './person-color';

describe('a person’s colour', () => {
  it('follows from the id alone', () => {
    expect(personColor('usrAAAAAAAAAAAAAA')).toBe(personColor('usrAAAAAAAAAAAAAA'));
    expect(PERSON_COLORS).toContain(personColor('usrBBBBBBBBBBBBBB'));
  });

  it('is nobody else’s among as many people as there are colours, in whatever order they come', () => {
    const ids = PERSON_COLORS.map((_, index) => `usr${String(index).padStart(14, '0')}`);
    const { colors } = personColors(ids);
    expect(new Set(colors.values()).size).toBe(ids.length);
    expect(personColors(ids.toReversed()).colors).toEqual(colors);
  });

  it('stays theirs whoever comes or goes', () => {
    const ids = PERSON_COLORS.map((_, index) => `usr${String(index).padStart(14, '0')}`);
    let people = NO_COLORS;
    // From the last to the first, as each new one would come before all others in any order of ids.
    for (let first = ids.length - 1; first >= 0; first--) {
      const before = people.colors;
      people = personColors(ids.slice(first), ids.slice(first), people);
      for (const [id, color] of before) expect([id, people.colors.get(id)]).toEqual([id, color]);
    }
    expect(new Set(people.colors.values()).size).toBe(ids.length);
    const left = ids.filter((_, index) => index % 2 === 0);
    const rest = personColors(left, left, people);
    expect([...rest.colors]).toEqual(left.map((id) => [id, people.colors.get(id)]));
  });

  it('differs between those who are there together, though there are more people than colours', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `usr${String(index).padStart(14, '0')}`);
    let people = personColors(ids);
    for (let count = 1; count <= PERSON_COLORS.length; count++) {
      const together = ids.slice(-count);
      const before = people;
      people = personColors(ids, together, people);
      expect(new Set(together.map((id) => people.colors.get(id))).size).toBe(count);
      for (const id of before.together) expect(people.colors.get(id)).toBe(before.colors.get(id));
    }
  });

  it('is not the accent, in which the own cursor is drawn', async () => {
    const tokens = await readFile(join(import.meta.dirname, '../theme/tokens.css'), 'utf8');
    const accents = tokens.match(/--accent: light-dark\((#\w+), (#\w+)\)/)?.slice(1) ?? [];
    expect(accents).toHaveLength(2);
    for (const accent of accents) expect(PERSON_COLORS).not.toContain(accent);
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
