import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../workspace-root';
import { MIGRATION_SETS, type MigrationSet } from './roles';

/** The program of the platform's own package; where none is installed, the one on PATH. */
function dbmateBinary(): string {
  try {
    const name = `@dbmate/${process.platform}-${process.arch}/package.json`;
    return join(dirname(createRequire(join(workspaceRoot, 'package.json')).resolve(name)), 'bin', 'dbmate');
  } catch {
    return 'dbmate';
  }
}

function runDbmate(
  url: string,
  folder: string,
  table: string,
  command: 'migrate' | 'rollback',
): Promise<string> {
  const args = ['--migrations-dir', folder, '--migrations-table', table, '--no-dump-schema', command];
  return new Promise((done, fail) => {
    // The address carries a password: it goes by environment, which other users cannot list.
    const child = spawn(dbmateBinary(), args, {
      cwd: workspaceRoot,
      env: { PATH: process.env['PATH'], DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (cause) =>
      fail(new Error(`dbmate cannot run (${cause.message}); install it.`, { cause })),
    );
    child.on('close', (code) =>
      code === 0 ? done(output) : fail(new Error(`Migration of ${folder} failed: ${output.trim()}`)),
    );
  });
}

const tableOf = ({ name }: Pick<MigrationSet, 'name'>) => `schema_migrations_${name}`;

/** Applies what is pending in one set's folder; answers the names of the files applied. A missing folder has none. */
export async function migrate(url: string, set: Pick<MigrationSet, 'name' | 'folder'>): Promise<string[]> {
  if (!existsSync(join(workspaceRoot, set.folder))) return [];
  const output = await runDbmate(url, set.folder, tableOf(set), 'migrate');
  return [...output.matchAll(/^Applied: (\S+)/gm)].map(([, file]) => file as string);
}

/** Applies every set in order over the owner's connection. */
export async function migrateAll(url: string): Promise<string[]> {
  const applied: string[] = [];
  for (const set of MIGRATION_SETS) applied.push(...(await migrate(url, set)));
  return applied;
}

/** Takes the newest applied migration of the set back: for up–down–up tests. */
export async function rollback(url: string, set: Pick<MigrationSet, 'name' | 'folder'>): Promise<void> {
  await runDbmate(url, set.folder, tableOf(set), 'rollback');
}
