import { AdminClient, importBaseFile } from '@pyairtable/admin';
import type { Home } from '../system/home';
import { DEMO_EMAIL, loadOperatorToken, type Secrets } from '../system/secrets';
import { moviesBase } from './movies-base';
import { readSeeded, writeSeeded } from './seeded';
import { studioBase } from './studio-base';

const SAMPLES = { studio: studioBase, movies: moviesBase } as const;

/**
 * Makes the demo account and, once per home, the sample bases, through the gateway like any operator. Interrupted, it
 * goes on at the next start with the sample it was at.
 */
export async function seed(
  home: Home,
  url: string,
  secrets: Secrets,
  report: (doing: string) => void,
): Promise<string> {
  const done = readSeeded(home);
  const missing = Object.entries(SAMPLES).filter(([name]) => !done.includes(name));
  if (missing.length === 0) return 'done before';
  const client = new AdminClient({ url, operatorToken: loadOperatorToken(home) });
  if (!(await client.findUser(DEMO_EMAIL)))
    await client.ensureUser({ email: DEMO_EMAIL, name: 'Demo', password: secrets.demoPassword });
  let records = 0;
  for (const [name, build] of missing) {
    const file = build();
    report(file.name);
    // Imported, but interrupted before it was noted: a database that outlived its home, or a stop in between.
    if ((await client.findBases(file.name)).length === 0)
      records += (await importBaseFile(client, file, { owner: DEMO_EMAIL })).records;
    done.push(name);
    writeSeeded(home, done);
  }
  return `${missing.length} sample bases, ${records} records`;
}
