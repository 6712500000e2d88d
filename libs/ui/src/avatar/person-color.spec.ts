import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contrast } from '../theme/contrast';
import { initials, PERSON_COLORS, personColor, personColors } from './person-color';

describe('a person’s colour', () => {
  it('follows from the id alone', () => {
    expect(personColor('usrAAAAAAAAAAAAAA')).toBe(personColor('usrAAAAAAAAAAAAAA'));
    expect(PERSON_COLORS).toContain(personColor('usrBBBBBBBBBBBBBB'));
  });

  it('is nobody else’s among as many people as there are colours, in whatever order they come', () => {
    const ids = PERSON_COLORS.map((_, index) => `usr${String(index).padStart(14, '0')}`);
    const colors = personColors(ids);
    expect(new Set(colors.values()).size).toBe(ids.length);
    expect(personColors(ids.toReversed())).toEqual(colors);
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
