import fc from 'fast-check';
import { parseTsv, tile, toHtmlTable, toTsv } from './clipboard';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', '\t', '\n', '\r', 'a', ' ', ',') }),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );

describe('clipboard', () => {
  it('reads back every table it writes', () => {
    fc.assert(
      fc.property(table, (rows) => {
        // One empty cell at the very end is written as nothing, which is also how spreadsheets end a table.
        fc.pre(
          rows.length > 1
            ? rows.at(-1)?.join('') !== '' || (rows.at(-1)?.length ?? 0) > 1
            : toTsv(rows) !== '',
        );
        expect(parseTsv(toTsv(rows))).toEqual(rows);
      }),
    );
  });

  it('never throws and never loses plain cells on arbitrary text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const rows = parseTsv(given);
        expect(rows.every((row) => row.length > 0)).toBe(true);
        if (!/["\t\r\n]/.test(given) && given !== '') expect(rows).toEqual([[given]]);
      }),
    );
  });

  it.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\tb\nc', [['a', 'b'], ['c']]],
    ['"two\nlines"\tb', [['two\nlines', 'b']]],
    ['"say ""hi"""', [['say "hi"']]],
    ['5" pipe\tx', [['5" pipe', 'x']]],
    ['"5" pipe"\tx', [['"5" pipe"', 'x']]],
    ['"open\tx', [['"open', 'x']]],
    ['"closed" here\n"open\nplain', [['"closed" here'], ['"open'], ['plain']]],
    ['"closed"\n"open\nplain', [['closed'], ['"open'], ['plain']]],
    ['"two\nlines\tand a tab"\tb', [['two\nlines\tand a tab', 'b']]],
    [
      '\t\n\t',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['', []],
  ])('reads %j as spreadsheets mean it', (given, rows) => {
    expect(parseTsv(given)).toEqual(rows);
  });

  it('reads a megabyte of quotes in linear time', () => {
    const begun = performance.now();
    parseTsv('"'.repeat(1_000_000));
    parseTsv('"a\t'.repeat(300_000));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('writes a table whose texts cannot become markup', () => {
    expect(toHtmlTable([['<img src=x onerror=alert(1)>', 'a & "b"\nc']])).toBe(
      '<meta charset="utf-8"><table><tr><td>&lt;img src=x onerror=alert(1)&gt;</td><td>a &amp; &quot;b&quot;<br>c</td></tr></table>',
    );
  });

  it('repeats a block over a selection that is a multiple of it, and lands it once otherwise', () => {
    expect(tile([['x']], 2, 2, '')).toEqual([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(tile([['a'], ['b']], 4, 1, '')).toEqual([['a'], ['b'], ['a'], ['b']]);
    expect(tile([['a'], ['b']], 3, 1, '')).toEqual([['a'], ['b']]);
    expect(tile([], 3, 3, '')).toEqual([]);
  });
});
