import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A real HTTP server in a service's place: answers by method and path, and remembers what it was asked. */
export interface UpstreamServer {
  url: string;
  seen: SeenRequest[];
  /** Sets the answer to `METHOD /path` (query ignored). A function may take its time. */
  on(
    route: string,
    status: number,
    body: string | (() => Promise<string>),
    headers?: Record<string, string>,
  ): void;
  /** Requests whose asker left before the answer. */
  hungUp(): number;
  close(): Promise<void>;
}

export async function startUpstream(): Promise<UpstreamServer> {
  const routes = new Map<
    string,
    { status: number; body: string | (() => Promise<string>); headers: Record<string, string> }
  >();
  const seen: SeenRequest[] = [];
  let hungUp = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('close', () => {
      if (!response.writableFinished) hungUp += 1;
    });
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const route = routes.get(`${method} ${url.split('?')[0]}`) ?? {
        status: 404,
        body: '{"error":"NOT_FOUND"}',
        headers: {},
      };
      const body = typeof route.body === 'string' ? route.body : await route.body();
      response.writeHead(route.status, { 'content-type': 'application/json', ...route.headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    hungUp: () => hungUp,
    on: (route, status, body, headers = {}) => void routes.set(route, { status, body, headers }),
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
