import { appError, type BaseCollaborator } from '@pyairtable/contracts';
import { collaborators as endpoints } from '@pyairtable/contracts/http';
import { type Caller, peopleFor } from '@pyairtable/core';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

const personFor = (caller: Caller, person: BaseCollaborator) =>
  peopleFor(caller, [person])[0] as Omit<BaseCollaborator, 'email'>;

/** Who shares a base. */
export function installCollaboratorRoutes(app: Server): void {
  serve(app, endpoints.listCollaborators, async ({ caller, store, path }) => ({
    collaborators: [...peopleFor(caller, await store.collaborators.list(caller, path.baseId))],
  }));

  serve(app, endpoints.addCollaborator, async ({ caller, store, path, body }) => {
    const email = body.email.trim();
    if (email === '') throw appError('INVALID_REQUEST_UNKNOWN');
    return personFor(caller, await store.collaborators.add(caller, path.baseId, { ...body, email }));
  });

  serve(app, endpoints.changeCollaborator, async ({ caller, store, path, body }) =>
    personFor(
      caller,
      await store.collaborators.setLevel(caller, path.baseId, path.userId, body.permissionLevel),
    ),
  );

  serve(app, endpoints.removeCollaborator, ({ caller, store, path }) =>
    store.collaborators.remove(caller, path.baseId, path.userId),
  );
}
