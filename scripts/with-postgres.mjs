/**
 * Runs a command with a throw-away PostgreSQL 18 whose address stands in PYAIRTABLE_TEST_DATABASE_URL, and ends with
 * the command's exit code: node scripts/with-postgres.mjs -- go test ./...
 */
import { spawn } from 'node:child_process';
import { runTypeScript } from './run-typescript.mjs';

const command = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
if (command.length === 0) {
  console.error('usage: node scripts/with-postgres.mjs -- COMMAND [ARGUMENT …]');
  process.exit(2);
}
if (process.env.PYAIRTABLE_TEST_DATABASE_URL) {
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit' });
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(127);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
} else {
  runTypeScript('tools/runner/src/main.ts', ['with-postgres', ...command]);
}
