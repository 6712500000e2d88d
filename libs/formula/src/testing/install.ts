import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../migrations');

/** Runs the library's migrations, in order, on a database of a test. */
export async function installFormulaSchema(client: { query(sql: string): Promise<unknown> }): Promise<void> {
  for (const name of readdirSync(folder).sort()) {
    const [, up = ''] = readFileSync(join(folder, name), 'utf8').split(/^-- migrate:(?:up|down).*$/m);
    await client.query(up);
  }
}
