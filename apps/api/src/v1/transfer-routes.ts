import { appError } from '@pyairtable/contracts';
import { type BodyOf, transfer as endpoints } from '@pyairtable/contracts/http';
import { baseFileSteps, baseFileText, type BasePlan, type Caller, type KnownUsers } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { giveBackMemory, KeptText, type Server, stepByStep } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

const MAX_FILE_BYTES = 256 * 1024 * 1024;
const IMPORT_TIMEOUT_MS = 290_000;
const SHOWN_PROBLEMS = 20;

type Users = BodyOf<typeof endpoints.importBase>['users'];

const knownUsers = (users: Users): KnownUsers =>
  Object.fromEntries(
    Object.entries<NonNullable<Users>[string]>(users ?? {}).map(([key, { id, email, name }]) => [
      key,
      { id, email, name: name ?? '' },
    ]),
  );

/** The plan as a base of its own. Its people have no part in it, and stay named in its cells, unless they are to come along. */
function planOfCopy(plan: BasePlan, collaborators: boolean): BasePlan {
  const users = collaborators ? plan.users : plan.users.map(({ role: _, ...user }) => user);
  return { ...plan, base: { ...plan.base, id: newId('base') }, users };
}

/** What makes the file of a base that is exported, for as long as somebody waits for it. */
const fileFor =
  ({ signal }: Caller) =>
  (plan: BasePlan) =>
    KeptText.of(baseFileText(plan), signal);

/** Whole bases as files: export for members, both ways for the operator. */
export function installTransferRoutes(app: Server): void {
  serve(app, endpoints.exportBase, async ({ caller, store: { structure, transfer }, path, answered }) => {
    await structure.base(caller, path.baseId);
    return transfer.exportPlan(path.baseId, caller, fileFor(caller), answered());
  });

  serve(app, endpoints.findBases, async ({ store, query }) => ({
    bases: await store.transfer.findBases(query.name ?? null),
  }));

  const long = { handlerTimeout: IMPORT_TIMEOUT_MS };
  serve(
    app,
    endpoints.exportAnyBase,
    async ({ caller, store, path, answered }) =>
      store.transfer.exportPlan(path.baseId, caller, fileFor(caller), answered()),
    long,
  );

  const large = { ...long, bodyLimit: MAX_FILE_BYTES, onResponse: giveBackMemory };
  serve(
    app,
    endpoints.importBase,
    async ({ store: { transfer }, body, doLess }) => {
      const { file, workspaceId, ownerId, copy, collaborators, check } = body;
      const people = knownUsers(body.users);
      const plan = await stepByStep(baseFileSteps(file, { users: people }));
      if (!plan.ok) {
        const shown = plan.error.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => `${path}: ${message}`);
        throw appError('INVALID_BASE_FILE', shown.join('\n'));
      }
      const asked = copy ? planOfCopy(plan.value, collaborators ?? false) : plan.value;
      const place = { workspaceId, ownerId, beside: copy ?? false };
      // The operator's tool asks first, and makes accounts for the file's people only when the file will do.
      if (check) {
        await transfer.checkPlan(asked, place);
        doLess();
        return {};
      }
      // An owner who never called yet is unknown here, and the base would export records made by nobody.
      const { users } = asked;
      const unlisted = users.some(({ id }) => id === ownerId)
        ? []
        : Object.values(people)
            .filter(({ id }) => id === ownerId)
            .slice(0, 1);
      return transfer.importPlan({ ...asked, users: [...users, ...unlisted] }, place);
    },
    large,
  );
}
