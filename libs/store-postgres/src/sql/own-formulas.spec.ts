import type { Field, RawCell, Row, SelectOptions } from '@pyairtable/contracts';
import { BaseModel, fieldModel, type FieldModel, OwnFormulas } from '@pyairtable/core';
import { isDate, namesToIds } from '@pyairtable/formula';
import { arbitraryFormula, arbitraryRow } from '@pyairtable/formula/testing';
import { newId } from '@pyairtable/kernel';
import { createDatabase, suiteSeed, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { Store } from '../store';
import { createSampleBase, type SampleBase } from '../testing/sample-base';
import { tableName } from './identifiers';
import { rowJson } from './record-columns';
import { Statement } from './statement';

/** Rows that each formula is tried on. */
const ROWS = 60;
/** Formulas of one statement; every other one reads the one before. */
const FORMULAS = 6;
/** Formulas to try in all; `FORMULA_SEED` repeats a run. */
const CASES = Number(process.env['FORMULA_CASES'] ?? (process.env['SOAK'] ? 60_000 : 600));
const SEED = suiteSeed('FORMULA_SEED');

const CHOICES = ['', 'abc', '12', 'é😀', 'ΑΣ'].map((name, at) => ({ name: `${name}${at}` }));
const number = (name: string) => ({ name, type: 'number', options: { precision: 8 } });
const text = (name: string) => ({ name, type: 'multilineText' });
const iso = { name: 'iso' };

/** The fields that random formulas read, by the names that those know. */
const TABLE = {
  name: 'rows',
  fields: [
    { name: 'T1', type: 'singleLineText' },
    text('T 2'),
    number('N1'),
    number('N2'),
    { name: 'D1', type: 'date', options: { dateFormat: iso } },
    {
      name: 'D2',
      type: 'dateTime',
      options: { dateFormat: iso, timeFormat: { name: '24hour' }, timeZone: 'utc' },
    },
    { name: 'B1', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
    { name: 'LT', type: 'multipleSelects', options: { choices: CHOICES } },
    { name: 'LN', type: 'singleSelect', options: { choices: CHOICES } },
    { name: 'Made', type: 'createdTime' },
  ],
};

const formula = (id: string, name: string, source: string): Field =>
  ({ id, name, type: 'formula', options: { formula: source } }) as unknown as Field;

describe('formulas of a row', () => {
  let database: TestDatabase;
  let store: Store;
  let client: pg.Client;
  let base: SampleBase;
  let model: BaseModel;

  beforeAll(async () => {
    database = await createDatabase({ migrated: true });
    store = new Store({ url: database.urlAs('pyairtable_api') });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    base = await createSampleBase(store);
    await store.structure.createTable(base.owner, base.id, TABLE);
    const { id: linkedTableId } = await base.table('notes');
    await store.structure.createField(base.owner, base.id, 'rows', {
      name: 'LM',
      type: 'multipleRecordLinks',
      options: { linkedTableId },
    });
    const notes = await base.create(
      'notes',
      ['a', '7', null, '😀'].map((note) => ({ note })),
    );
    const table = await base.table('rows');
    const choice = (name: string, at: number) =>
      (table.field(name).options as SelectOptions).choices[at % CHOICES.length]?.id as string;
    for (const cells of fc.sample(arbitraryRow, { numRuns: ROWS, seed: SEED })) {
      const of = (name: string) => cells.find((cell) => cell.name === name)?.value ?? null;
      const day = (name: string, length: number) => {
        const value = of(name);
        return isDate(value) ? new Date(value.ms).toISOString().slice(0, length) : null;
      };
      const items = (name: string) => (Array.isArray(of(name)) ? (of(name) as unknown[]) : []);
      const line = (name: string) =>
        (of(name) as string | null)?.replace(/[\n\r\u0085\u2028\u2029]/g, ' ') || null;
      const links = items('LM').map((_, at) => notes[at] as string);
      const record: Record<string, RawCell> = {
        T1: line('T1'),
        'T 2': (of('T 2') as string | null) || null,
        N1: of('N1') as number | null,
        N2: of('N2') as number | null,
        D1: day('D1', 10),
        D2: day('D2', 24),
        B1: (of('B1') as boolean | null) || null,
        LT: items('LT').length > 0 ? [...new Set(items('LT').map((_, at) => choice('LT', at)))] : null,
        LN: items('LN').length > 0 ? choice('LN', items('LN').length) : null,
        LM: links.length > 0 ? links : null,
      };
      await base.create('rows', [record]);
    }
    model = await base.model();
  });
  afterAll(async () => {
    await client?.end();
    await store?.close();
    await database?.drop();
  });

  /** The base with formulas of the table, whose texts name fields by names; NX may be no number. */
  function withFormulas(sources: readonly string[]): { base: BaseModel; own: FieldModel[] } {
    const table = model.table('rows');
    const fields = [...table.fields];
    for (const [at, source] of ['{N2} / {N1}', ...sources].entries()) {
      const name = at === 0 ? 'NX' : `F${at}`;
      const read = at % 2 === 0 && at > 0 ? source.replaceAll('{T1}', `{F${at - 1}}`) : source;
      fields.push(fieldModel(formula(newId('field'), name, namesToIds(read, fields))));
    }
    const all = model.withTable(table.withFields(fields));
    return { base: all, own: all.table('rows').fields.filter(({ computed }) => computed) as FieldModel[] };
  }

  async function rows(of: BaseModel): Promise<Row[]> {
    const table = of.table('rows');
    const statement = new Statement(of.id);
    const json = rowJson(of, table.fields, statement, 't');
    const query = `SELECT ${json} AS row FROM ${tableName(of.id, table.id)} t ORDER BY t.__id`;
    const { text: sql, parameters } = statement.finish(query);
    const found = await client.query<{ row: string }>(sql, parameters);
    return found.rows.map(({ row }) => JSON.parse(row) as Row);
  }

  it('are computed in the browser as the database computes them, to the byte', async () => {
    let [compared, local] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryFormula, { minLength: FORMULAS, maxLength: FORMULAS }),
        async (sources) => {
          const { base: of, own } = withFormulas(sources);
          const formulas = OwnFormulas.of(of.table('rows'));
          local += own.filter(({ id }) => formulas.has(id)).length;
          for (const row of await rows(of)) {
            const stored = Object.entries(row.cells).filter(([id]) => !formulas.has(id));
            const cells = formulas.cells({ ...row, cells: Object.fromEntries(stored) });
            for (const { id, name, options } of own) {
              if (!formulas.has(id)) continue;
              compared += 1;
              const [here, there] = [cells[id], row.cells[id]].map((cell) => JSON.stringify(cell));
              if (here !== there)
                throw new Error(
                  `${name} ${JSON.stringify(options)}\nof ${JSON.stringify(sources)}\non ${JSON.stringify(row.cells)}\nbrowser ${here}\ndatabase ${there}`,
                );
            }
          }
        },
      ),
      { numRuns: Math.ceil(CASES / FORMULAS), seed: SEED },
    );
    // Most formulas read neither the clock nor the last change.
    expect(local).toBeGreaterThan(CASES / 2);
    expect(compared).toBe(local * ROWS);
  }, 3_600_000);

  it('are read where they do without what they bind', async () => {
    const { base: of } = withFormulas(['MAX({LT}, {LT}, SUM({LN}))']);
    expect(await rows(of)).toHaveLength(ROWS);
  });

  it('are computed anew where what they read was written, through others too, and nowhere else', async () => {
    const { base: of } = withFormulas(['{N1} + 1', '{F1} * 2', 'UPPER({T 2})']);
    const table = of.table('rows');
    const [n1, first, second, upper] = ['N1', 'F1', 'F2', 'F3'].map((name) => table.field(name).id) as [
      string,
      string,
      string,
      string,
    ];
    const formulas = OwnFormulas.of(table);
    const row = { id: 'rec', createdTime: '', cells: { [n1]: 4, [upper]: 'as it was' } };
    expect(formulas.cells(row, [n1])).toMatchObject({ [first]: 5, [second]: 10, [upper]: 'as it was' });
    expect(formulas.dependents([n1]).sort()).toEqual([table.field('NX').id, first, second].sort());
  });

  it('wait for the server where they read the clock, other records, or who or when it was', async () => {
    const { base: of } = withFormulas([
      'NOW()',
      '{F1} & ""',
      'LAST_MODIFIED_TIME()',
      '{Made}',
      '{LM} & ""',
      'N1',
    ]);
    const formulas = OwnFormulas.of(of.table('rows'));
    const said = (ask: (id: string) => boolean) =>
      of.table('rows').fields.flatMap(({ id, name }) => (name.startsWith('F') && ask(id) ? [name] : []));
    expect(said((id) => formulas.has(id))).toEqual(['F4', 'F5', 'F6']);
    expect(said((id) => formulas.isClosed(id))).toEqual(['F4', 'F6']);
    const unsaved = formulas.cells({ id: 'rec', createdTime: '', cells: {} });
    expect(unsaved[of.table('rows').field('F4').id]).toBeUndefined();
  });
});
