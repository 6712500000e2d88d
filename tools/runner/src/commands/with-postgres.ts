import { spawn } from 'node:child_process';
import { startPostgres, TEST_DATABASE_URL } from '@pyairtable/testkit';

/** Runs a command beside a throw-away PostgreSQL named by PYAIRTABLE_TEST_DATABASE_URL; answers its exit code. */
export async function run([file = '', ...args]: string[]): Promise<number> {
  const server = await startPostgres();
  try {
    const child = spawn(file, args, {
      stdio: 'inherit',
      env: { ...process.env, [TEST_DATABASE_URL]: server.url },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => child.kill(signal));
    return await new Promise<number>((done) => {
      child.on('error', (error) => {
        console.error(error.message);
        done(127);
      });
      child.on('exit', (code, signal) => done(signal ? 1 : (code ?? 1)));
    });
  } finally {
    await server.stop();
  }
}
