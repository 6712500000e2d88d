import { createServer, sendError, type Server } from '@pyairtable/server-kit';
import { installBasePageRoute } from './pages/base-page-route';
import { installHomeRoute } from './pages/home-route';
import { installSessionRoutes } from './session/session-routes';
import { passOn, Upstream, UpstreamRefusal } from './upstream';

export interface BffOptions {
  authUrl: string;
  apiUrl: string;
  version: string;
  logLevel: string;
}

/** The browser's back end: page payloads and the sign-in hand-off. It keeps nothing. */
export function createBff({ authUrl, apiUrl, version, logLevel }: BffOptions): Server {
  const app = createServer({ service: 'bff', version, logLevel, authUrl, bodyLimitBytes: 64 * 1024 });
  app.register(async (routes: Server) => {
    routes.setErrorHandler((error, request, reply) =>
      error instanceof UpstreamRefusal ? passOn(error.answer, reply) : sendError(error, request, reply),
    );
    installSessionRoutes(routes, new Upstream(authUrl));
    installHomeRoute(routes, new Upstream(apiUrl));
    installBasePageRoute(routes, new Upstream(apiUrl));
  });
  return app;
}
