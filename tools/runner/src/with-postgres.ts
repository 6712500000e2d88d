import { spawn } from 'node:child_process';
import { startPostgres, TEST_DATABASE_URL } from '@pyairtable/testkit';

const [file = '', ...args] = process.argv.slice(2);
const server = await startPostgres();
const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, [TEST_DATABASE_URL]: server.url } });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((done) => {
  child.on('error', (error) => {
    console.error(error.message);
    done(127);
  });
  child.on('exit', (exitCode, signal) => done(signal ? 1 : (exitCode ?? 1)));
});
await server.stop();
process.exit(code);
