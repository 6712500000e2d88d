import type pg from 'pg';

/** Who owns what in the one database, and in which order the owner connection migrates it. */
export interface MigrationSet {
  /** Short name; also names the table in which the tool notes what was applied. */
  name: string;
  /** PostgreSQL role of the service; owner of its schema and of nothing else. A library's functions need none. */
  role?: string;
  /** Folder of plain SQL files from the workspace's root. */
  folder: string;
  /** The role may create schemas (one per base). */
  createsSchemas: boolean;
}

export const MIGRATION_SETS: readonly MigrationSet[] = [
  { name: 'formula', folder: 'libs/formula/migrations', createsSchemas: false },
  { name: 'auth', role: 'pyairtable_auth', folder: 'go-services/auth/migrations', createsSchemas: false },
  { name: 'api', role: 'pyairtable_api', folder: 'libs/store-postgres/migrations', createsSchemas: true },
];

/** A set whose tables belong to a service that signs in with a role of its own. */
export type ServiceSet = MigrationSet & { role: string };
export const SERVICE_SETS = MIGRATION_SETS.filter((set): set is ServiceSet => set.role !== undefined);

/**
 * Creates the services' roles where missing, sets their passwords, and lets them in. The connection must be to the
 * database that they shall use, as a superuser or as its owner with CREATEROLE; roles belong to the whole server, so
 * two callers on one server must take turns.
 */
export async function ensureRoles(owner: pg.Client, passwordOf: (set: ServiceSet) => string): Promise<void> {
  const database = owner.escapeIdentifier(
    (await owner.query('SELECT current_database() AS name')).rows[0].name,
  );
  const self = await owner.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
  for (const set of SERVICE_SETS) {
    const role = owner.escapeIdentifier(set.role);
    const known = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [set.role]);
    if (known.rowCount === 0) await owner.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS`);
    await owner.query(`ALTER ROLE ${role} LOGIN PASSWORD ${owner.escapeLiteral(passwordOf(set))}`);
    // An owner that is no superuser must be a member to make a schema that belongs to the role.
    if (!self.rows[0].rolsuper) await owner.query(`GRANT ${role} TO CURRENT_USER`);
    await owner.query(
      `GRANT CONNECT${set.createsSchemas ? ', CREATE' : ''} ON DATABASE ${database} TO ${role}`,
    );
  }
}

/** The same server and database, as another role. */
export function urlAs(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = encodeURIComponent(password);
  return other.toString();
}
