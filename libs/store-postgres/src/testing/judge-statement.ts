import type pg from 'pg';
import { REFERENCE_TABLES } from '../sharding/reference-tables';

/** What a statement does to the tables of a schema, by the lock that PostgreSQL takes on them to carry it out. */
interface TableUse {
  schema: string;
  table: string;
  does: 'reads' | 'locks rows of' | 'writes';
}

const DOES: Record<string, TableUse['does']> = { AccessShareLock: 'reads', RowShareLock: 'locks rows of' };
const BASE = /^app[0-9A-Za-z]{14}$/;
const PLANNED = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/;
const UTILITY = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|CREATE|ALTER|DROP|LOCK|ANALYZE)\b/;
/** A function that asks bases one by one: beside a base's schema it would be a second one. */
const OVER_BASES = /\bapi\.base_heads\b/;

const basesNamed = (text: string): string[] => [
  ...new Set([...text.matchAll(/"(app[0-9A-Za-z]{14})"/g)].map(([, id]) => id as string)),
];

/** Two connections to one database: of the statement, and for looking at what it takes. */
export interface Judge {
  asking: pg.Client;
  watching: pg.Client;
}

/** The tables that PostgreSQL finds in a statement, in the server's own reading of it. */
async function usesOf({ asking, watching }: Judge, text: string): Promise<TableUse[]> {
  const { rows: self } = await asking.query('SELECT pg_backend_pid() AS pid');
  await asking.query('BEGIN');
  try {
    await asking.query(`PREPARE judged AS ${text}`);
    const { rows } = await watching.query<{ schema: string; table: string; mode: string }>(
      `SELECT n.nspname AS schema, c.relname AS table, l.mode FROM pg_locks l
        JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE l.pid = $1 AND l.locktype = 'relation' ORDER BY 1, 2, 3`,
      [self[0].pid],
    );
    return rows.map(({ schema, table, mode }) => ({ schema, table, does: DOES[mode] ?? 'writes' }));
  } finally {
    await asking.query('ROLLBACK');
    await asking.query('DEALLOCATE ALL');
  }
}

const UNDEFINED_COLUMN = '42703';

/** Makes the column of a field stand again that the request itself dropped after it had read it. Throws the error if that is another. */
async function giveBack({ watching }: Judge, text: string, error: unknown): Promise<void> {
  const { code, message } = error as pg.DatabaseError;
  const [column] = (code === UNDEFINED_COLUMN && /fld[0-9A-Za-z]{14}/.exec(message)) || [];
  const tables = new Set(text.match(/"app\w{14}"\."?tbl\w{14}"?/g));
  if (!column || tables.size === 0) throw error;
  for (const table of tables)
    await watching.query(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS "${column}" text`);
}

/** The faults of a statement that only sets up, or makes and drops tables: the server plans none such. */
function faultsOfUtility(text: string): string[] {
  if (!UTILITY.test(text)) return ['is of no known kind'];
  return /\bapi\s*\.|"api"/i.test(text.replace(/'[^']*'/g, ''))
    ? ['names schema api outside of a query']
    : [];
}

/**
 * Why a statement could not be carried out where every base is a shard of its own; empty when it could. `living` is a
 * base in whose place another may have been that is gone by now.
 */
export async function faultsOf(judge: Judge, text: string, living: string): Promise<string[]> {
  const bases = basesNamed(text);
  if (bases.length > 1) return [`names ${bases.length} bases`];
  if (text.replace(/'[^']*'/g, '').includes(';')) return ['is more than one statement'];
  if (!PLANNED.test(text)) return faultsOfUtility(text);
  const gone = await judge.watching.query('SELECT to_regnamespace($1) IS NULL AS gone', [
    `"${bases[0] ?? living}"`,
  ]);
  const asked = gone.rows[0].gone ? text.replaceAll(`"${bases[0]}"`, `"${living}"`) : text;
  const uses = await usesOf(judge, asked).catch(async (error: unknown) => {
    await giveBack(judge, asked, error);
    return usesOf(judge, asked);
  });
  // By the server's own reading, whatever the text looks like.
  const schemas = [...new Set(uses.map(({ schema }) => schema).filter((schema) => BASE.test(schema)))];
  if (schemas.length > 1) return [`names ${schemas.length} bases`];
  if (schemas.length === 0) return [];
  const beside = uses.filter(({ schema }) => !BASE.test(schema));
  const copied = ({ schema, table, does }: TableUse) =>
    schema === 'api' && does === 'reads' && REFERENCE_TABLES.some((name) => name === table);
  return [
    ...beside
      .filter((use) => !copied(use))
      .map(({ schema, table, does }) => `${does} ${schema}.${table} beside a base`),
    ...(OVER_BASES.test(asked) ? ['asks other bases beside a base'] : []),
  ];
}
