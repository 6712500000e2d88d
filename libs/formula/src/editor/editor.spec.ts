import fc from 'fast-check';
import { MODES } from '../modes';
import { completionsAt, type CompletionOptions } from './completion';
import { signatureAt } from './signature';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const fields = [
  { name: 'Due date', type: 'date' as const },
  { name: 'Date', type: 'date' as const },
  { name: 'Odd}one' },
];

/** Completions at the | of the source. */
function at(marked: string, options: CompletionOptions = { fields }) {
  const offset = marked.indexOf('|');
  const source = marked.replace('|', '');
  const found = completionsAt(source, offset, options);
  return {
    ...found,
    labels: found.items.map(({ label }) => label),
    /** Source with the first completion taken, the caret marked again. */
    taken: ((item) =>
      item &&
      source.slice(0, found.from) +
        item.insert.slice(0, item.caret) +
        '|' +
        item.insert.slice(item.caret) +
        source.slice(found.to))(found.items[0]),
  };
}

describe('completion', () => {
  it('offers functions by what is typed, starts first, with signature and summary', () => {
    const { items, labels, taken } = at('1 + dateti|');
    expect(labels).toEqual(['DATETIME_DIFF', 'DATETIME_FORMAT', 'DATETIME_PARSE']);
    expect(items[0]).toMatchObject({ detail: 'DATETIME_DIFF(date, other, [unit])', kind: 'function' });
    expect(items[0]?.summary).toMatch(/first date minus the second/);
    expect(taken).toBe('1 + DATETIME_DIFF(|)');
    expect(at('date|').labels.slice(0, 3)).toEqual(['Date', 'DATEADD', 'DATESTR']);
    expect(at('date|').labels).toContain('Due date');
  });

  it('puts the caret behind a function without parameters, and keeps parentheses that are there', () => {
    expect(at('toda|').taken).toBe('TODAY()|');
    expect(at('averag|(1)').taken).toBe('AVERAGE|(1)');
  });

  it('offers fields behind a brace, closed or not, escaped as they must be', () => {
    expect(at('{d|').labels).toEqual(['Date', 'Due date', 'Odd}one']);
    expect(at('IF({du| = 1, {Date})').taken).toBe('IF({Due date}| = 1, {Date})');
    expect(at('{du|e} + 1').taken).toBe('{Due date}| + 1');
    expect(at('{odd|').taken).toBe('{Odd\\}one}|');
    expect(at('{Date}|').items).toEqual([]);
  });

  it('offers names that LET has bound before the caret, and the values of a rollup', () => {
    expect(at('LET(total, 1, to|)').labels[0]).toBe('total');
    expect(at('LET(total, to|)').labels).not.toContain('total');
    expect(at('LET(total, 1, 2) + tot|').labels).not.toContain('total');
    expect(at('SUM(val|)', { values: 'list:number' }).labels).toContain('values');
    expect(at('SUM(val|)', {}).labels).not.toContain('values');
  });

  it('leaves extensions out where they are refused', () => {
    expect(at('ifer|', {}).labels).toEqual(['IFERROR']);
    expect(at('ifer|', { mode: MODES.airtableOnly }).labels).toEqual([]);
  });

  it.each(['"tex|t"', '12|', '// no|te', '1 +|', '|', 'a | b'])('is silent in %s', (marked) =>
    expect(at(marked).items).toEqual([]),
  );
});

describe('signature help', () => {
  const signature = (marked: string) => signatureAt(marked.replace('|', ''), marked.indexOf('|'));

  it.each([
    ['LEFT(|', 'LEFT', 0],
    ['LEFT("a", |', 'LEFT', 1],
    ['LEFT("a",| 2)', 'LEFT', 1],
    ['LEFT("a,b|", 2)', 'LEFT', 0],
    ['IF(LEN({a,(b}) > 2, |', 'IF', 1],
    ['IF((1 + |', 'IF', 0],
    ['IF(LEN("a"|), 2)', 'LEN', 0],
    ['IF(LEN("a")|, 2)', 'IF', 0],
    ['sum(1, 2, 3, |', 'SUM', 0],
    ['SWITCH(1, 2, 3, 4, 5|', 'SWITCH', 3],
    ['LEN("a", |', 'LEN', undefined],
    ['NOPE(LEN(1), |', undefined, undefined],
    ['IF(1, NOPE(2, |', 'IF', 1],
    ['LEFT|("a")', undefined, undefined],
    ['LEFT("a")|', undefined, undefined],
    ['|LEFT("a")', undefined, undefined],
  ])('at %s shows %s, parameter %s', (marked, name, active) => {
    expect(signature(marked)?.name).toBe(name);
    expect(signature(marked)?.active).toBe(active);
  });

  it('marks each parameter in the label', () => {
    const { label, parameters } = signature('DATETIME_DIFF(|') as NonNullable<ReturnType<typeof signature>>;
    expect(parameters.map(({ start, end }) => label.slice(start, end))).toEqual(['date', 'other', '[unit]']);
  });
});

it('the editor helps at every place of any text without throwing', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'IF(',
      'LET(',
      '{',
      '}',
      '"',
      "'",
      ',',
      ')',
      '(',
      'x',
      ' ',
      '/*',
      '//',
      '\n',
      '\\',
      '=',
      '1',
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(), (pieces, place) => {
      const source = pieces.join('');
      const offset = place % (source.length + 1);
      const { from, to } = completionsAt(source, offset, { fields });
      expect(from <= offset && offset <= to && to <= source.length).toBe(true);
      signatureAt(source, offset);
    }),
    { numRuns: 3_000 },
  );
});
