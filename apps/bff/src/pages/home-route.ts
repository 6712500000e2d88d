import { identityOf, requireIdentity, type Server } from '@pyairtable/server-kit';
import type { Upstream } from '../upstream';
import { memberText, objectText } from './json-text';
import { sendPage } from './send-page';
import { pageUser } from './user';

/** `GET /bff/home` → `HomePage`. */
export function installHomeRoute(app: Server, api: Upstream): void {
  app.get('/bff/home', { onRequest: requireIdentity }, async (request, reply) => {
    const workspaces = memberText(await api.get('/v1/workspaces', request), 'workspaces');
    return sendPage(reply, objectText({ user: JSON.stringify(pageUser(identityOf(request))), workspaces }));
  });
}
