import { Writers } from './writers';

describe('bases that are written to at once', () => {
  let writers: Writers;
  let under: string[];
  beforeEach(() => {
    writers = new Writers(4);
    under = [];
  });

  const settled = () => new Promise((resolve) => setImmediate(resolve));
  /** Begins to write; answers how to end that. */
  const write = async (person: string, base: string | symbol) => {
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const written = writers.writing({ userId: person }, base, (inPlace) =>
      inPlace(async () => {
        under.push(`${person} ${String(base)}`);
        await ended;
      }),
    );
    await settled();
    return async () => {
      end();
      await written;
      await settled();
    };
  };

  it('have one place each, however many people write there', async () => {
    for (const person of ['Ann', 'Ben', 'Cem', 'Dua', 'Eva']) await write(person, 'busy');
    await write('Fay', 'other');
    expect(under).toEqual(['Ann busy', 'Ben busy', 'Cem busy', 'Dua busy', 'Eva busy', 'Fay other']);
  });

  it('wait when somebody has half of the places, until somebody comes who has none', async () => {
    for (const base of ['first', 'second', 'third']) await write('Ann', base);
    expect(under).toEqual(['Ann first', 'Ann second']);
    await write('Ben', 'third');
    expect(under.slice(2)).toEqual(['Ann third', 'Ben third']);
  });

  it('are no longer somebody’s who has ended there', async () => {
    const [endFirst] = [
      await write('Ann', 'first'),
      await write('Ann', 'second'),
      await write('Ben', 'first'),
    ];
    await write('Ann', 'third');
    expect(under).not.toContain('Ann third');
    await endFirst();
    expect(under).toContain('Ann third');
  });

  it('give their place back with the last work', async () => {
    const ends = [await write('Ann', 'first'), await write('Ben', 'first')];
    for (const end of ends) await end();
    for (const base of ['second', 'third']) await write('Cem', base);
    await write('Dua', Symbol('fourth'));
    expect(under.slice(2)).toEqual(['Cem second', 'Cem third', 'Dua Symbol(fourth)']);
  });

  it('that are never idle end with what is under way where others wait, and go on behind them', async () => {
    writers = new Writers(4, 0);
    const endFirst = await write('Ann', 'first');
    await write('Ann', 'second');
    await write('Ann', 'third');
    const endNext = await write('Ann', 'first');
    expect(under).toEqual(['Ann first', 'Ann second']);
    await endFirst();
    expect(under.slice(2)).toEqual(['Ann third']);
    await write('Ben', 'first');
    expect(under.slice(3)).toEqual(['Ann first', 'Ben first']);
    await endNext();
  });

  it('have no place while writes are planned, and one for who planned first where another may have it', async () => {
    let planned!: () => void;
    const plan = new Promise<void>((resolve) => (planned = resolve));
    const planning = ['Ann', 'Ann', 'Ben', 'Cem', 'Dua'].map((person, at) =>
      writers.writing({ userId: person }, `base ${at}`, async (inPlace) => {
        await plan;
        await inPlace(async () => under.push(`${person} planned`));
      }),
    );
    for (const base of ['first', 'second', 'third']) await write('Ann', base);
    expect(under).toEqual(['Ann first', 'Ann second']);
    let come!: () => void;
    const there = writers.writing({ userId: 'Eva' }, 'third', () => new Promise<void>((end) => (come = end)));
    await settled();
    expect(under).toEqual(['Ann first', 'Ann second', 'Ann third']);
    come();
    await there;
    planned();
    await Promise.all(planning.slice(2));
    expect(under.slice(3)).toEqual(['Ben planned', 'Cem planned', 'Dua planned']);
  });
});
