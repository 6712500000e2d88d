import { workspaces as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** Workspaces of the person who asks. */
export function installWorkspaceRoutes(app: Server): void {
  serve(app, endpoints.listWorkspaces, async ({ caller, store }) => ({
    workspaces: await store.workspaces.list(caller),
  }));

  serve(app, endpoints.createWorkspace, ({ caller, store, body }) =>
    store.workspaces.create(caller, body.name),
  );

  serve(app, endpoints.renameWorkspace, async ({ caller, store, path, body: { name } }) => {
    await store.workspaces.rename(caller, path.workspaceId, name);
    return { id: path.workspaceId, name };
  });
}
