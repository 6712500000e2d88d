/**
 * `npm run bench -- formula`: parse and check, the evaluator, and compiled SQL over ROWS (100000) rows as ratio to
 * hand-written SQL of the same meaning in the same run. Each figure is the best of ROUNDS (5).
 */
import {
  check,
  evaluate,
  type Environment,
  type FormulaField,
  MODES,
  SqlCompiler,
  type SqlSources,
} from '@pyairtable/formula';
import { MIGRATION_SETS, migrate, startPostgres } from '@pyairtable/testkit';
import pg from 'pg';

const ROWS = Number(process.env['ROWS'] ?? 100_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);

const FIELDS: readonly (FormulaField & { column: string })[] = [
  { id: 'fldPrice000000000', name: 'Price', type: 'number', column: 'price' },
  { id: 'fldCount000000000', name: 'Count', type: 'number', column: 'amount' },
  { id: 'fldName0000000000', name: 'Name', type: 'text', column: 'name' },
  { id: 'fldTitle000000000', name: 'Title', type: 'text', column: 'title' },
  { id: 'fldDay00000000000', name: 'Day', type: 'date', column: 'day' },
];
const fieldOf = (name: string): FormulaField | undefined =>
  FIELDS.find((field) => field.name === name || field.id === name);
const checked = (source: string) => check(source, { field: fieldOf });

interface Comparison {
  kind: string;
  formula: string;
  byHand: string;
  aim?: number;
}

/** Days are milliseconds in both, as the formula engine stores them. */
const WALL = `(timestamp '1970-01-01' + day * interval '1 millisecond')`;
const COMPARISONS: readonly Comparison[] = [
  {
    kind: 'arithmetic',
    formula: '{Price} * {Count} * 1.2 + 5',
    byHand: 'coalesce(price, 0) * coalesce(amount, 0) * 1.2::float8 + 5',
    aim: 1.5,
  },
  {
    kind: 'arithmetic, SUM',
    formula: 'SUM({Price}, {Count}, 3) / 2',
    byHand: '(coalesce(price, 0) + coalesce(amount, 0) + 3) / 2::float8',
    aim: 1.5,
  },
  {
    kind: 'comparison',
    formula: 'IF(AND({Price} > 50, {Count} <= 10), 1, 0)',
    byHand: 'CASE WHEN coalesce(price, 0) > 50 AND coalesce(amount, 0) <= 10 THEN 1::float8 ELSE 0 END',
    aim: 1.5,
  },
  {
    kind: 'text',
    formula: 'UPPER({Name}) & " (" & LEN({Name}) & ")"',
    byHand: `upper(coalesce(name, '')) || ' (' || length(coalesce(name, ''))::text || ')'`,
    aim: 2.5,
  },
  {
    kind: 'text, SUBSTITUTE',
    formula: 'SUBSTITUTE(TRIM({Name}), "a", "-")',
    byHand: `replace(btrim(coalesce(name, '')), 'a', '-')`,
    aim: 2.5,
  },
  {
    kind: 'date parts',
    formula: 'YEAR({Day}) * 100 + MONTH({Day})',
    byHand: `(extract(year FROM ${WALL}) * 100 + extract(month FROM ${WALL}))::float8`,
    aim: 4,
  },
  {
    kind: 'date step and format',
    formula: 'DATETIME_FORMAT(DATEADD({Day}, 10, "days"), "YYYY-MM-DD")',
    byHand: `to_char(${WALL} + interval '10 days', 'YYYY-MM-DD')`,
    aim: 4,
  },
  {
    kind: 'rounding',
    formula: 'ROUND({Price} * 1.2, 2)',
    byHand: 'round((coalesce(price, 0) * 1.2::float8)::numeric, 2)::float8',
    aim: 1.5,
  },
  {
    kind: 'text, join of fields',
    formula: 'CONCATENATE({Name}, ", ", {Count}, " x ", {Price}, " = ", {Count} * {Price})',
    byHand: `coalesce(name, '') || ', ' || coalesce(amount, 0)::text || ' x ' || coalesce(price, 0)::text || ' = ' || (coalesce(amount, 0) * coalesce(price, 0))::text`,
    aim: 2.5,
  },
  {
    kind: 'text, pieces',
    formula: 'LEFT({Name}, 3) & MID({Name}, 4, 3) & RIGHT({Name}, 2)',
    byHand: `left(coalesce(name, ''), 3) || substr(coalesce(name, ''), 4, 3) || right(coalesce(name, ''), 2)`,
    aim: 2.5,
  },
  {
    kind: 'text, FIND',
    formula: 'IF(FIND("15", {Name}) > 0, LOWER({Name}), TRIM({Name}))',
    byHand: `CASE WHEN strpos(coalesce(name, ''), '15') > 0 THEN lower(coalesce(name, '')) ELSE btrim(coalesce(name, '')) END`,
    aim: 2.5,
  },
  {
    kind: 'text, nested IF',
    formula:
      'IF({Price} > 100, "high", IF({Price} > 50, UPPER({Name}), IF({Count} = 0, "none", {Name} & " low")))',
    byHand: `CASE WHEN coalesce(price, 0) > 100 THEN 'high' WHEN coalesce(price, 0) > 50 THEN upper(coalesce(name, '')) WHEN coalesce(amount, 0) = 0 THEN 'none' ELSE coalesce(name, '') || ' low' END`,
    aim: 2.5,
  },
  {
    kind: 'text, not English',
    formula: 'UPPER({Title}) & " (" & LEN({Title}) & ")"',
    // The default collation of a database need not know that ß is SS.
    byHand: `upper(coalesce(title, '') COLLATE "und-x-icu") || ' (' || length(coalesce(title, ''))::text || ')'`,
    aim: 2.5,
  },
  { kind: 'regex', formula: 'REGEX_MATCH({Name}, "[0-9]+5")', byHand: `coalesce(name, '') ~ '[0-9]+5'` },
];

const sources: SqlSources = {
  field: (id) => {
    const { type, column } = FIELDS.find((field) => field.id === id) as (typeof FIELDS)[number];
    return { type, value: `r.${column}`, finite: type === 'number' };
  },
  recordId: `'rec'::text`,
  createdMs: '0::bigint',
  lastModifiedMs: () => '0::bigint',
};

/** The best of the rounds of each, in milliseconds; by turns, so that a busy moment of the machine meets them alike. */
async function best(...works: (() => unknown)[]): Promise<number[]> {
  const least = works.map(() => Infinity);
  for (let round = 0; round <= ROUNDS; round++)
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      if (round > 0) least[index] = Math.min(least[index] as number, performance.now() - start);
    }
  return least;
}

/** CPU milliseconds of one call, the best of some. */
function cpu(work: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < 30; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** A fixed amount of work, to tell a slow machine from a slow parser. */
function referenceLoop(): number {
  let sum = 0;
  for (let n = 1; n < 3_000_000; n++) sum = (sum * 31 + n) % 1_000_003;
  return sum;
}

const perSecond = (count: number, ms: number): string =>
  Math.round((count / ms) * 1_000).toLocaleString('en');

function measureText(): void {
  const formula =
    'IF(AND({Price} > 50, {Count} <= 10), UPPER({Name}) & " (" & LEN({Name}) & ")", DATETIME_FORMAT({Day}, "YYYY"))';
  const ms = cpu(() => {
    for (let n = 0; n < 1_000; n++) checked(formula);
  });
  console.log(
    `parse and check, ${formula.length} characters: ${perSecond(1_000, ms)} formulas per second of CPU`,
  );
  const part = 'IF({Price} > 10, {Name} & "text", LEN({Name}) + 1) & ';
  const long = `${part.repeat(Math.floor(19_998 / part.length))}""`;
  console.log(
    `parse and check, ${long.length} characters: ${cpu(() => checked(long)).toFixed(2)} ms CPU (aim < 5); reference loop ${cpu(referenceLoop).toFixed(2)} ms`,
  );
}

function measureEvaluator(): void {
  const environment: Environment = {
    mode: MODES.airtable,
    cell: (id) =>
      id === 'fldName0000000000' || id === 'fldTitle000000000'
        ? 'Widget 15'
        : id === 'fldDay00000000000'
          ? null
          : 42.5,
    nowMs: 0,
    timeZone: 'GMT',
    recordId: 'rec',
    createdMs: 0,
    lastModifiedMs: () => null,
    variables: new Map(),
  };
  for (const { kind, formula } of COMPARISONS) {
    const { root } = checked(formula);
    const ms = cpu(() => {
      for (let n = 0; n < 10_000; n++) evaluate(root, environment);
    });
    console.log(
      `${kind.padEnd(22)} ${perSecond(10_000, ms).padStart(12)} rows per second of CPU in the evaluator`,
    );
  }
}

async function measureSql(client: pg.Client): Promise<void> {
  await client.query(`CREATE TABLE r AS SELECT (n % 997) / 7.0::float8 AS price, (n % 23)::float8 AS amount,
    'Widget a' || n AS name, 'Zubehör für Łódź № ' || n AS title, 1600000000000 + n * 3600000::bigint AS day FROM generate_series(1, ${ROWS}) AS n`);
  await client.query('ANALYZE r; SET max_parallel_workers_per_gather = 0; SET jit = off');
  console.log(
    `\n${'SQL'.padEnd(22)} ${'compiled/s'.padStart(12)} ${'by hand/s'.padStart(12)} ${'ratio'.padStart(6)}  aim`,
  );
  for (const { kind, formula, byHand, aim } of COMPARISONS) {
    const compiler = new SqlCompiler(sources);
    const { value, error } = compiler.add(checked(formula).root);
    // As taggedCellSql does: what cannot fail has no error to read.
    const [count, failed] = error === null ? ['', ''] : [', count(e)', `, ${error} AS e`];
    const ours = `SELECT count(x)${count} FROM (SELECT ${value} AS x${failed} FROM r${compiler.laterals()} OFFSET 0) AS all_rows`;
    const theirs = `SELECT count(x) FROM (SELECT ${byHand} AS x FROM r OFFSET 0) AS all_rows`;
    const [mine = 0, hand = 0] = await best(
      () => client.query(ours, compiler.parameters),
      () => client.query(theirs),
    );
    const ratio = mine / hand;
    const verdict = aim === undefined ? '' : `≤ ${aim} ${ratio <= aim ? 'met' : 'NOT met'}`;
    console.log(
      `${kind.padEnd(22)} ${perSecond(ROWS, mine).padStart(12)} ${perSecond(ROWS, hand).padStart(12)} ${ratio.toFixed(2).padStart(6)}  ${verdict}`,
    );
  }
}

measureText();
measureEvaluator();
const server = await startPostgres();
try {
  const set = MIGRATION_SETS.find(({ name }) => name === 'formula');
  if (!set) throw new Error('The formula migrations are not listed.');
  await migrate(server.url, set);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await measureSql(client);
  await client.end();
} finally {
  await server.stop();
}
