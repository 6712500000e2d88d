import { existsSync } from 'node:fs';
import { AdminError, runAdmin, type Connection } from '@pyairtable/admin';
import { homeOf } from '../system/home';
import { stillRuns } from '../system/process-identity';
import { loadOperatorToken } from '../system/secrets';
import { readState } from '../system/state';

function connect(url: string | undefined): Connection {
  const home = homeOf();
  const state = readState(home);
  const running = state && stillRuns(state.runner) ? state : undefined;
  if (url === undefined && !running)
    throw new AdminError(
      `No system runs on ${home.folder}. Start it with npm start, or name one with --url.`,
    );
  // Reading a token must not mint one that the system does not know.
  if (!existsSync(home.operatorToken)) throw new AdminError(`${home.operatorToken} does not exist.`);
  return { url: url ?? (running?.url as string), operatorToken: loadOperatorToken(home) };
}

/** `npm run admin`: the admin command line against the system that runs on this home. */
export function run(args: string[]): Promise<number> {
  return runAdmin(args, {
    connect,
    stdin: process.stdin,
    print: (line) => process.stdout.write(`${line}\n`),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
}
