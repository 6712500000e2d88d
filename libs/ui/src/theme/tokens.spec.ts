import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from './contrast';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name as string, { light: light as string, dark: dark as string }],
  ),
);

const token = (name: string, theme: 'light' | 'dark'): string => {
  const found = tokens.get(name);
  if (!found) throw new Error(`tokens.css has no --${name}`);
  return found[theme];
};

// Every pair of text and ground that components put together, with the ratio WCAG AA asks of it.
const TEXT: [text: string, grounds: string[]][] = [
  ['n12', ['n1', 'n2', 'n3', 'n4', 'n5', 'raised', 'accent-soft', 'red-soft']],
  ['n11', ['n1', 'n2', 'n3', 'n4', 'raised']],
  ['n10', ['n1', 'raised']],
  ['accent-text', ['n1', 'n2', 'raised', 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['green-text', ['n1', 'n2', 'raised', 'green-soft']],
  ['amber-text', ['n1', 'n2', 'raised', 'amber-soft']],
  ['red-text', ['n1', 'n2', 'raised', 'red-soft']],
  ['on-red', ['red-solid', 'red-solid-hover']],
  ['n1', ['n12']],
];
const MARKS: [mark: string, grounds: string[]][] = [
  ['accent', ['n1', 'n2', 'n3', 'n4', 'raised']],
  ['n9', ['n1', 'raised']],
  ['green-solid', ['n1']],
  ['amber-solid', ['n1']],
  ['red-solid', ['n1']],
];

const pairs = (table: [string, string[]][]) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    table.flatMap(([front, grounds]) => grounds.map((ground) => [theme, front, ground] as const)),
  );

describe('the tokens', () => {
  it('has both values for the twelve neutrals', () => {
    for (let step = 1; step <= 12; step += 1) expect(tokens.has(`n${String(step)}`)).toBe(true);
  });

  it.each(pairs(TEXT))('in %s, text in %s on %s reads at 4.5:1', (theme, text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(MARKS))('in %s, the mark %s on %s stands out at 3:1', (theme, mark, ground) => {
    expect(contrast(token(mark, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

describe('contrast', () => {
  it('is 21 between black and white and 1 between equals', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#4f5bd5', '#4f5bd5')).toBe(1);
  });

  it('refuses a colour it cannot read', () => {
    expect(() => contrast('red', '#ffffff')).toThrow('Not a #rrggbb colour');
  });
});
