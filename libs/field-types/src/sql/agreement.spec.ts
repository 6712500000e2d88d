import type { Field, RawCell } from '@pyairtable/contracts';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import type { FieldStorage, FieldType } from '../field-type';
import { fieldType } from '../registry';
import { titleCell } from '../title-cell';
import { parameterScope } from '../testing/parameter-scope';
import { context, people, rows } from '../testing/samples';
import { bindJson } from './sql-scope';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase({ migrated: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("SET TIME ZONE 'Asia/Kolkata'; SET datestyle = 'German'");
}, 120_000);

afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Stored {
  n: number;
  public: string | null;
  raw: string | null;
  title: string | null;
}

/** Stores the cells as the store does, through `fromJson`, and reads them back in the order of the sort keys. */
async function readSorted(
  cells: readonly RawCell[],
  storage: Extract<FieldStorage, { kind: 'column' | 'system' }>,
): Promise<Stored[]> {
  const columnType =
    storage.kind === 'column' ? storage.type : storage.column.endsWith('_at') ? 'timestamptz' : 'text';
  await client.query(`CREATE TEMP TABLE record (n integer, "fld$" ${columnType})`);
  try {
    const writing: unknown[] = [];
    const source = bindJson(parameterScope(writing, people), cells);
    await client.query(
      `INSERT INTO record SELECT n, ${storage.sql.fromJson('c')} FROM jsonb_array_elements(${source}) WITH ORDINALITY AS t(c, n)`,
      writing,
    );
    const reading: unknown[] = [];
    const scope = parameterScope(reading, people);
    const column = 'record."fld$"';
    const keys = storage.sql.sortKeys(column, scope).map((key) => `${key} ASC NULLS FIRST`);
    const { rows: found } = await client.query<Stored>(
      `SELECT n, ${storage.sql.publicJson(column, scope)} AS public, ${storage.sql.rawJson(column, scope)} AS raw,
         ${storage.sql.title?.(column, scope) ?? 'NULL'} AS title
       FROM record ORDER BY ${[...keys, 'n'].join(', ')}`,
      reading,
    );
    return found;
  } finally {
    await client.query('DROP TABLE record');
  }
}

const inOrder = (cells: readonly RawCell[], type: FieldType, options: unknown) =>
  cells
    .map((cell, at) => ({ cell, n: at + 1 }))
    .sort((a, b) => {
      if (a.cell === null || b.cell === null)
        return Number(a.cell !== null) - Number(b.cell !== null) || a.n - b.n;
      return type.compare(a.cell, b.cell, options, context) || a.n - b.n;
    })
    .map(({ n }) => n);

const stored = rows.flatMap(({ name, sample, title }) => {
  const type = fieldType(name);
  const storage = type.storage(sample.options);
  return storage.kind === 'column' || storage.kind === 'system' ? [{ title, type, sample, storage }] : [];
});

describe.each(stored)('$title in PostgreSQL', ({ type, sample, storage }) => {
  it('gives back what was stored, in public and in raw form, and sorts as compare says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(sample.cells, { freq: 5 }), { minLength: 1, maxLength: 40 }),
        async (cells) => {
          const found = await readSorted(cells, storage);
          for (const { n, public: publicJson, raw, title } of found) {
            const cell = cells[n - 1] ?? null;
            const shown =
              cell === null ? (sample.emptyPublic ?? null) : sample.toPublic ? sample.toPublic(cell) : cell;
            expect(raw === null ? null : JSON.parse(raw)).toEqual(cell);
            expect(publicJson === null ? null : JSON.parse(publicJson)).toEqual(shown);
            const titled = titleCell({ type: type.name, options: sample.options } as Field, title ?? '');
            // What a title does not say, as the symbology of a code, orders nothing either.
            if (type.primary && titled !== null && cell !== null)
              expect(type.compare(titled, cell, sample.options, context)).toBe(0);
            else if (type.primary) expect(titled).toEqual(cell);
          }
          expect(found.map(({ n }) => n)).toEqual(inOrder(cells, type, sample.options));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('large numbers', () => {
  it('are the JSON text that JavaScript writes, those half way between two doubles too', async () => {
    const number = fieldType('number').storage({ precision: 0 });
    if (number.kind !== 'column') throw new Error('a number has a column');
    const cells = [1e15, 20_086_082_013_454_112, 123_456_789_012_345_680_000, 1e23];
    const found = await readSorted(cells, number);
    expect(found.map((cell) => cell.public)).toEqual(cells.map((cell) => JSON.stringify(cell)));
  });
});

describe('stored cells whose meaning is gone', () => {
  const choices = [{ id: 'selKept0000000001', name: 'kept' }];

  it('read as empty when a choice was removed', async () => {
    const one = fieldType('singleSelect').storage({ choices });
    const many = fieldType('multipleSelects').storage({ choices });
    if (one.kind !== 'column' || many.kind !== 'column') throw new Error('selects have a column');
    const [removed] = await readSorted(['selGone0000000001'], one);
    expect(removed?.public).toBeNull();
    const lists = await readSorted([['selGone0000000001', 'selKept0000000001'], ['selGone0000000001']], many);
    expect(lists.map((found) => found.public)).toEqual([null, '["kept"]']);
  });

  it('show a person who has left by id', async () => {
    const storage = fieldType('singleCollaborator').storage(undefined);
    if (storage.kind !== 'column') throw new Error('a collaborator has a column');
    const [left] = await readSorted(['usrGone0000000001'], storage);
    expect(JSON.parse(left?.public ?? '')).toEqual({ id: 'usrGone0000000001' });
  });
});
