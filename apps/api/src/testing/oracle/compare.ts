import type { Answer } from '../api-harness';
import type { Engine } from './engine';
import { PlainReads, TEXT_FORM } from './plain-reads';
import type { Look, Reading } from './steps';

/** As JSON carries it: -0 is 0 there, and what is undefined is not there. */
const carried = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A browser keeps cells in the order in which they came. */
const sorted = (rows: unknown): unknown[] =>
  (rows as { cells: object }[]).map(
    (row) => row && { ...row, cells: Object.fromEntries(Object.entries(row.cells).sort()) },
  );

/** With keys in place of ids. */
function withKeys({ base }: Engine, value: unknown): unknown {
  const things = base.tables.flatMap(({ fields, records }) => [...fields, ...records]);
  const keys = new Map(things.map(({ id, key }) => [id, key]));
  const text = JSON.stringify(value).replace(/(?:fld|rec)[0-9A-Za-z]{14}/g, (id) => keys.get(id) ?? id);
  return JSON.parse(text);
}

/** What was read is not what the plain model says. */
class Difference extends Error {}

/** Fails with the first entry that differs. */
function same(engine: Engine, what: Reading, read: readonly unknown[], wanted: readonly unknown[]): void {
  const expected = carried(wanted) as unknown[];
  if (JSON.stringify(read) === JSON.stringify(expected)) return;
  const differs = read.findIndex((one, at) => JSON.stringify(one) !== JSON.stringify(expected[at]));
  const at = differs < 0 ? read.length : differs;
  const entry = (list: readonly unknown[]) => JSON.stringify(withKeys(engine, list[at] ?? null));
  throw new Difference(
    [
      `${JSON.stringify(what)}: entry ${at} of ${read.length}, where ${expected.length} were expected`,
      `read     ${entry(read)}`,
      `expected ${entry(expected)}`,
    ].join('\n'),
  );
}

function answered(answer: Answer, what: Reading): Answer['body'] {
  if (answer.status === 200) return answer.body;
  throw new Error(`${JSON.stringify(what)}: ${answer.status} ${answer.text.slice(0, 2_000)}`);
}

/** Reads the base so, and fails where it is not as the plain model works it out. */
export async function compare(engine: Engine, reading: Reading): Promise<void> {
  const { base, client } = engine;
  const reads = new PlainReads(base);
  const table = base.table(reading.table);
  switch (reading.read) {
    case 'validity': {
      const computed = table.fields.filter(({ definition }) => definition);
      return same(
        engine,
        reading,
        computed.map(({ key, options }) => [key, options?.['isValid']]),
        computed.map((field) => [field.key, reads.values.isValid(field)]),
      );
    }
    case 'rows': {
      const rows = await engine.rows(reading.table);
      return same(
        engine,
        reading,
        rows.map(({ id, createdTime, cells }) => ({ id, createdTime, cells })),
        table.records.map((record) => reads.row(table, record)),
      );
    }
    case 'window': {
      const wanted = sorted(carried(reads.viewed(table)));
      const isExpected = (rows: unknown[]) => JSON.stringify(sorted(rows)) === JSON.stringify(wanted);
      const rows = await engine.window?.rows(table, isExpected);
      return rows && same(engine, reading, sorted(rows), wanted);
    }
    case 'list':
      return same(engine, reading, await pages(engine, reading), reads.list(reading));
    case 'answer': {
      const records = reading.records.flatMap((key) => base.record(reading.table, key) ?? []);
      return same(
        engine,
        reading,
        engine.answer,
        records.map((record) => reads.publicRecord(table, record)),
      );
    }
    case 'record': {
      const record = base.record(reading.table, reading.record);
      if (!record) return;
      const url = `${engine.tablePath('v0', reading.table)}/${record.id}?returnFieldsByFieldId=true`;
      const read = answered(await client.get(url), reading);
      return same(engine, reading, [read], [reads.publicRecord(table, record)]);
    }
    case 'titles': {
      const query = `limit=50&q=${encodeURIComponent(reading.text)}`;
      const { records } = answered(
        await client.get(`${engine.tablePath('v1', reading.table)}/titles?${query}`),
        reading,
      );
      return same(engine, reading, records, reads.titles(table, reading.text));
    }
  }
}

/** All pages of a list of the public API. */
async function pages(engine: Engine, look: Look): Promise<unknown[]> {
  const { table, filter, sort, pageSize, form } = look;
  const { timeZone, locale } = TEXT_FORM;
  const body = {
    pageSize,
    returnFieldsByFieldId: true,
    ...(filter === undefined ? {} : { filterByFormula: engine.formula(filter) }),
    sort: sort.map(({ field, direction }) => ({ field: engine.base.field(field)?.id, direction })),
    ...(form === 'string' ? { cellFormat: 'string', timeZone, userLocale: locale } : {}),
  };
  const records: unknown[] = [];
  let offset: string | undefined;
  do {
    const given = offset === undefined ? body : { ...body, offset };
    const page = answered(
      await engine.client.post(`${engine.tablePath('v0', table)}/listRecords`, given),
      look,
    );
    records.push(...page.records);
    offset = page.offset;
  } while (offset !== undefined);
  return records;
}
