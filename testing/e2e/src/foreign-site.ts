import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A site of somebody else: another origin, with the Airtable client's browser bundle as it was published. */
export interface ForeignSite {
  url: string;
  stop(): Promise<void>;
}

/** Serves the site on a free port, under a name of this machine that differs from the system's. */
export async function serveForeignSite(): Promise<ForeignSite> {
  const entry = createRequire(import.meta.url).resolve('airtable');
  const bundle = await readFile(join(dirname(dirname(entry)), 'build/airtable.browser.js'));
  const server = createServer((request, response) => {
    if (request.url === '/airtable.browser.js')
      response.setHeader('content-type', 'text/javascript').end(bundle);
    else
      response
        .setHeader('content-type', 'text/html')
        .end(
          '<!doctype html><html lang="en"><title>Elsewhere</title><script src="/airtable.browser.js"></script></html>',
        );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the site does not listen');
  return {
    url: `http://localhost:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
