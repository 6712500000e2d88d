import { createDatabase, faultOfGrowth, ownClock, serverClock, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { bareText, spelling } from './text-folding';
import { compareText, soughtText, textKey, textOrderKey } from './text-order';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase({ migrated: true });
  client = new pg.Client({ connectionString: database.urlAs('pyairtable_api') });
  await client.connect();
}, 120_000);

afterAll(async () => {
  await client.end();
  await database.drop();
});

const sign = (a: string, b: string): number => Math.sign(compareText(a, b));

describe('the order of text', () => {
  it.each([
    [['', '192.168.1.2', '192.168.1.21', '192.168.1.100', 'item 1', 'Item 2', 'item 10']],
    [['apple', 'Banana', 'ZEBRA']],
    [['cote', 'Cote', 'coté', 'Côte', 'côte']],
    [['a', 'ab', 'abc', 'b']],
    [['01', '1', '2', '010', '10', '999999999999', '1000000000000', '123456789012345678901234567890']],
    [['Mueller', 'Muller', 'Müller', 'Mutter']],
    [['ΟΣ', 'ος', 'ως']],
    [['strasse', 'straße', 'strassen']],
    [['file-9', 'file–10', 'file-11']],
    [['٣', '４', '5']],
    [['Łódź', 'łom', 'Lomza']],
    [['\uffef', '\u{1f525}', '\u{1f526}']],
  ])('is %j', (list) => {
    for (const [at, a] of list.entries())
      for (const [place, b] of list.entries())
        expect([a, b, sign(a, b)]).toEqual([a, b, Math.sign(at - place)]);
  });

  it('finds texts equal only where they are the same', () => {
    fc.assert(
      fc.property(hardText, hardText, (a, b) => {
        expect(compareText(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

/** Any character that PostgreSQL can hold, assigned or not. */
const anyCharacter = fc
  .integer({ min: 1, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'aAbBzZ09 .,-_:@[]{}~/\u0001\u0002\u007f\t\n'.split('')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...'éÉßẞæŒøØłŁıİiIſǅΣςσДдЙйがかｶガ가각漢﨑ﬁ²½٣０𝟘–“”…ŉΐ'.split(/(?:)/u)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '\u0301',
      '\u0323',
      '\u0302',
      '\u200d',
      '\ufe0f',
      '\u00ad',
      '\u0640',
      '\u3099',
    ),
  },
  { weight: 2, arbitrary: fc.nat({ max: 10_000 }).map(String) },
  { weight: 1, arbitrary: fc.stringMatching(/^0{0,30}[0-9]{0,40}$/) },
  { weight: 2, arbitrary: anyCharacter },
);
const hardText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('the key in PostgreSQL', () => {
  const keys = async (texts: readonly string[]): Promise<string[]> => {
    const { rows } = await client.query<{ key: string }>(
      `SELECT ${textOrderKey('t')} AS key FROM unnest($1::text[]) WITH ORDINALITY AS given(t, at) ORDER BY at`,
      [texts],
    );
    return rows.map(({ key }) => key);
  };

  it('is that of TypeScript for every character', async () => {
    const points = Array.from({ length: 0x10ffff }, (_, at) => at + 1).filter(
      (point) => point < 0xd800 || point > 0xdfff,
    );
    const texts = Array.from({ length: Math.ceil(points.length / 100) }, (_, at) =>
      points
        .slice(at * 100, at * 100 + 100)
        .map((point) => `${String.fromCodePoint(point)}.`)
        .join(''),
    );
    const found = await keys(texts);
    expect(texts.filter((text, at) => found[at] !== textKey(text))).toEqual([]);
  }, 120_000);

  it('is that of TypeScript for random texts, and sorts them alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hardText, { minLength: 20, maxLength: 60 }), async (texts) => {
        expect(await keys(texts)).toEqual(texts.map(textKey));
        const { rows } = await client.query<{ t: string }>(
          `SELECT t FROM unnest($1::text[]) AS t ORDER BY ${textOrderKey('t')}`,
          [texts],
        );
        expect(rows.map(({ t }) => t)).toEqual([...texts].sort(compareText));
        const back = await client.query<{ t: string }>(
          `SELECT t FROM unnest($1::text[]) AS t ORDER BY ${textOrderKey('t')} DESC`,
          [texts],
        );
        expect(back.rows.map(({ t }) => t)).toEqual([...texts].sort(compareText).reverse());
      }),
      { numRuns: Number(process.env['TEXT_ORDER_RUNS'] ?? 200) },
    );
  }, 600_000);

  /** Texts of 100,000 units are made of these, in the shapes that code takes different ways for. */
  const PIECES = ['9', '0', '1a', 'é', 'a', '😀', 'A 1 ', 'Σ', 'e\u0301', '…1', '٠', '漢', '\u0001'];

  it('is that of TypeScript for long texts and runs of digits', async () => {
    const long = PIECES.map((text) => text.repeat(100_000 / text.length));
    const found = await keys(long);
    expect(found.map((key, at) => key === textKey(long[at] as string))).toEqual(long.map(() => true));
  }, 60_000);

  it('takes no more than linear time, and neither does any function that it is made by', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'api'::regnamespace AND pronargs = 1 AND provolatile = 'i'`,
    );
    expect(rows.map(({ name }) => name)).toContain('text_order_whole');
    const clock = await serverClock(client);
    const faults: string[] = [];
    for (const piece of PIECES) {
      const text = (units: number) => piece.repeat(units / piece.length);
      for (const { name } of rows) {
        const sql = `SELECT length(api.${name}($1)::text)`;
        const fault = await faultOfGrowth((units) => client.query(sql, [text(units)]), clock);
        if (fault) faults.push(`${name} of ${piece}: ${fault}`);
      }
      const fault = await faultOfGrowth((units) => textKey(text(units)), ownClock);
      if (fault) faults.push(`textKey of ${piece}: ${fault}`);
    }
    expect(faults).toEqual([]);
  }, 300_000);

  it('can be indexed, and the index serves the order', async () => {
    await client.query(`CREATE TEMP TABLE ordered (t text)`);
    await client.query(`INSERT INTO ordered SELECT 'Item ' || n FROM generate_series(1, 2000) AS n`);
    await client.query(`CREATE INDEX ON ordered ((${textOrderKey('t')}))`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT t FROM ordered ORDER BY ${textOrderKey('t')} LIMIT 10`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan');
  });

  it('searches by what TypeScript would', async () => {
    await fc.assert(
      fc.asyncProperty(hardText, async (text) => {
        const { rows } = await client.query(`SELECT ${soughtText('$1::text')} AS sought`, [text]);
        expect(rows[0].sought).toBe(bareText(spelling(text)));
      }),
      { numRuns: 200 },
    );
  });
});
