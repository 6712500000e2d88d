import { penOn } from '../../testing/scenes';
import { recordingContext } from '../../testing/recording-context';
import type { Cell } from '../cell';
import type { Rect } from '../options';
import { ENGLISH } from '../words';
import { cellFont } from '../render/pen';
import { initials } from './person-cell';
import { copyTextOf, rendererOf, spokenTextOf } from './registry';

const BOX: Rect = { x: 100, y: 200, width: 160, height: 32 };

const SAMPLES: readonly [Cell, { copy: string; spoken: string; texts: string[] }][] = [
  [
    { kind: 'text', text: 'Hello\nthere' },
    { copy: 'Hello\nthere', spoken: 'Hello\nthere', texts: ['Hello there'] },
  ],
  [
    { kind: 'number', text: '€ 1.50', value: 1.5 },
    { copy: '€ 1.50', spoken: '€ 1.50', texts: ['€ 1.50'] },
  ],
  [
    { kind: 'rating', value: 3, max: 5 },
    { copy: '3', spoken: '3 of 5', texts: [] },
  ],
  [
    { kind: 'checkbox', checked: true },
    { copy: 'checked', spoken: 'checked', texts: [] },
  ],
  [
    { kind: 'text', text: 'Sci-Fi, -5 and 555-01' },
    // Tabular figures would give hyphens the width of a digit; a minus keeps it.
    {
      copy: 'Sci-Fi, -5 and 555-01',
      spoken: 'Sci-Fi, -5 and 555-01',
      texts: ['Sci\u2010Fi, -5 and 555\u201001'],
    },
  ],
  [
    { kind: 'date', text: '2026-01-02' },
    // Drawn with hyphens that tabular figures leave narrow, copied and spoken as it is.
    { copy: '2026-01-02', spoken: '2026-01-02', texts: ['2026\u201001\u201002'] },
  ],
  [
    { kind: 'select', option: { id: 'a', text: 'Open' } },
    { copy: 'Open', spoken: 'Open', texts: ['Open'] },
  ],
  [
    {
      kind: 'multi-select',
      options: [
        { id: 'a', text: 'One' },
        { id: 'b', text: 'Two' },
      ],
    },
    { copy: 'One, Two', spoken: 'One, Two', texts: ['One', 'Two'] },
  ],
  [
    { kind: 'person', people: [{ id: 'u', name: 'Ada Lovelace' }] },
    { copy: 'Ada Lovelace', spoken: 'Ada Lovelace', texts: ['AL', 'Ada Lovelace'] },
  ],
  [
    { kind: 'links', links: [{ id: 'r', title: 'Apollo' }] },
    { copy: 'Apollo', spoken: 'Apollo', texts: ['Apollo'] },
  ],
  [
    { kind: 'link', text: 'a@b.org', href: 'mailto:a@b.org' },
    { copy: 'a@b.org', spoken: 'a@b.org', texts: ['a@b.org'] },
  ],
  [
    { kind: 'system', text: '17' },
    { copy: '17', spoken: '17', texts: ['17'] },
  ],
  [
    { kind: 'fault', text: '#ERROR!', error: 'a field is gone' },
    { copy: '#ERROR!', spoken: '#ERROR!, a field is gone', texts: ['#ERROR!'] },
  ],
];

const EMPTY: readonly Cell[] = [
  { kind: 'text', text: '' },
  { kind: 'number', text: '' },
  { kind: 'rating', value: 0, max: 5 },
  { kind: 'date', text: '' },
  { kind: 'select', option: null },
  { kind: 'multi-select', options: [] },
  { kind: 'person', people: [] },
  { kind: 'links', links: [] },
  { kind: 'link', text: '', href: '' },
  { kind: 'system', text: '' },
];

describe('cell kinds', () => {
  it.each(SAMPLES)('%o copies, speaks and draws its value', (cell, expected) => {
    const { recorder, ctx } = recordingContext();
    rendererOf(cell).draw(penOn(ctx), cell, BOX, false);
    expect(copyTextOf(cell)).toBe(expected.copy);
    expect(spokenTextOf(cell, ENGLISH)).toBe(expected.spoken);
    expect(recorder.texts).toEqual(expected.texts);
    expect(rendererOf(cell).isEmpty(cell)).toBe(false);
    expect(rendererOf(cell).measure(penOn(ctx), cell)).toBeGreaterThan(16);
  });

  it.each(EMPTY)('%o is empty: nothing drawn, "empty" spoken', (cell) => {
    const { recorder, ctx } = recordingContext();
    rendererOf(cell).draw(penOn(ctx), cell, BOX, false);
    expect(recorder.named('fillText').concat(recorder.named('fill'))).toEqual([]);
    expect(spokenTextOf(cell, ENGLISH)).toBe('empty');
    expect(rendererOf(cell).isEmpty(cell)).toBe(true);
  });

  it('speaks what is wrong with a value', () => {
    expect(spokenTextOf({ kind: 'text', text: 'x', error: 'too short' }, ENGLISH)).toBe('x, too short');
    expect(spokenTextOf({ kind: 'checkbox', checked: false }, ENGLISH)).toBe('not checked');
  });

  it('toggles a checkbox only where its box is', () => {
    const { ctx } = recordingContext();
    const cell: Cell = { kind: 'checkbox', checked: false };
    const hit = (x: number, y: number) => rendererOf(cell).hit?.(penOn(ctx), cell, BOX, x, y);
    expect(hit(80, 16)).toEqual({ type: 'edit', value: { type: 'checked', checked: true } });
    expect(hit(20, 16)).toBeNull();
    expect(rendererOf(cell).press?.(cell, 'Enter')).toEqual({ type: 'checked', checked: true });
  });

  it('sets a rating by the icon under the pointer and clears it on the present one', () => {
    const { ctx } = recordingContext();
    const cell: Cell = { kind: 'rating', value: 2, max: 5 };
    const hit = (x: number) => rendererOf(cell).hit?.(penOn(ctx), cell, BOX, x, 16);
    expect(hit(8 + 19 * 3 + 5)).toEqual({ type: 'edit', value: { type: 'rating', rating: 4 } });
    expect(hit(8 + 19 + 5)).toEqual({ type: 'edit', value: { type: 'clear' } });
    expect(hit(8 + 19 * 6)).toBeNull();
    expect(['0', '4', '9', 'Enter', 'a'].map((key) => rendererOf(cell).press?.(cell, key))).toEqual([
      { type: 'clear' },
      { type: 'rating', rating: 4 },
      { type: 'rating', rating: 5 },
      { type: 'rating', rating: 3 },
      null,
    ]);
  });

  it('opens a link only on its text', () => {
    const { ctx } = recordingContext();
    const cell: Cell = { kind: 'link', text: 'abc', href: 'https://abc.example' };
    const hit = (x: number) => rendererOf(cell).hit?.(penOn(ctx), cell, BOX, x, 16);
    expect(hit(15)).toEqual({ type: 'open-link', href: 'https://abc.example' });
    expect(hit(60)).toBeNull();
  });

  it('wraps pills over the lines of a tall row and keeps one line in a short one', () => {
    const options = ['Alpha', 'Bravo', 'Charlie', 'Delta'].map((text) => ({ id: text, text }));
    const heights = (height: number): number => {
      const { recorder, ctx } = recordingContext();
      const cell: Cell = { kind: 'multi-select', options };
      rendererOf(cell).draw(penOn(ctx), cell, { ...BOX, height }, false);
      return new Set(recorder.named('roundRect').map((call) => call.args[1])).size;
    };
    expect(heights(32)).toBe(1);
    expect(heights(88)).toBe(2);
  });

  it('says how many pills have no room in their cell', () => {
    const options = ['Energy', 'Food', 'Public sector'].map((text) => ({ id: text, text }));
    const drawn = (width: number, height: number): string[] => {
      const { recorder, ctx } = recordingContext();
      const cell: Cell = { kind: 'multi-select', options };
      rendererOf(cell).draw(penOn(ctx), cell, { ...BOX, width, height }, false);
      return recorder.texts;
    };
    // Room for the first two and a gap, but not for the start of the third.
    expect(drawn(140, 32)).toEqual(['Energy', 'Food', '+1']);
    expect(drawn(90, 32)).toEqual(['Energy', '+2']);
    expect(drawn(140, 88)).toEqual(['Energy', 'Food', 'Public sector']);
    expect(drawn(400, 32)).toEqual(['Energy', 'Food', 'Public sector']);
  });

  it('takes initials from names of any script', () => {
    expect(['Ada Lovelace', 'Plato', '', 'Ludwig van Beethoven', '李 小龍', '🦊 fox'].map(initials)).toEqual([
      'AL',
      'P',
      '?',
      'LB',
      '李小',
      '🦊F',
    ]);
  });
});

describe('a number that does not fit', () => {
  const drawn = (cell: Cell, width: number) => {
    const { recorder, ctx } = recordingContext();
    rendererOf(cell).draw(penOn(ctx), cell, { ...BOX, width }, false);
    return recorder.texts;
  };
  const long = '$1,234,567,890.00';
  const needed = (() => {
    const pen = penOn(recordingContext().ctx);
    return pen.measurer.width(long, cellFont(pen.theme)) + 16;
  })();

  it.each([
    ['a number', { kind: 'number', text: long, value: 1_234_567_890 }],
    ['a number of the system', { kind: 'system', text: long, value: 1_234_567_890, align: 'end' }],
  ] as const)('shows as number signs, never as a smaller one: %s', (_, cell) => {
    expect(drawn(cell, needed)).toEqual([long]);
    expect(drawn(cell, needed - 2).join('')).toMatch(/^#+$/);
    expect(drawn(cell, 24).join('')).toMatch(/^#+$/);
  });
});
