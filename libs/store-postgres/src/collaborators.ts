import {
  appError,
  type BaseCollaborator,
  type Collaborator,
  type GrantableLevel,
  type PermissionLevel,
} from '@pyairtable/contracts';
import {
  type Caller,
  effectiveLevel,
  isInherited,
  levelToAdd,
  levelToChange,
  mayRemove,
  requireLevel,
} from '@pyairtable/core';
import type { Executor } from './connection/database';
import { readRoster, readStanding, type PersonStanding, type Whom } from './sql/collaborator-queries';
import { atGate, logNotes, runText, type StructureDependencies } from './structure/change-structure';

export interface Invitation {
  email: string;
  permissionLevel: GrantableLevel;
}

/** Who may do what on a base. Changes are entries of its log, so open rooms read levels anew at once, on every replica. */
export class Collaborators {
  constructor(private readonly dependencies: StructureDependencies) {}

  /** Everyone with a level on the base, the highest first. One statement. */
  async list(caller: Caller, baseId: string): Promise<BaseCollaborator[]> {
    const { held, collaborators } = await readRoster(this.dependencies.database.for(caller), caller, baseId);
    requireLevel(held, 'read');
    return collaborators;
  }

  /** Gives a person who has signed in here at least the level; throws UNKNOWN_PERSON for any other address. */
  async add(
    caller: Caller,
    baseId: string,
    { email, permissionLevel }: Invitation,
  ): Promise<BaseCollaborator> {
    return this.change(caller, baseId, { email }, ({ held, given, person }) => {
      const level = levelToAdd(held, given, permissionLevel);
      if (!person) throw appError('UNKNOWN_PERSON');
      return level;
    });
  }

  async setLevel(
    caller: Caller,
    baseId: string,
    userId: string,
    permissionLevel: GrantableLevel,
  ): Promise<BaseCollaborator> {
    return this.change(caller, baseId, { userId }, ({ held, given }) =>
      levelToChange(held, given, permissionLevel),
    );
  }

  /** Takes away what the base gave; nothing to do for somebody it gave nothing. */
  async remove(caller: Caller, baseId: string, userId: string): Promise<void> {
    await this.change(caller, baseId, { userId }, ({ held, given }) =>
      mayRemove(held, given, userId === caller.userId) ? 'none' : null,
    );
  }

  /** Judges behind the base's gate, so that no two changes rest on the same reading. At most seven statements. */
  private async change(
    caller: Caller,
    baseId: string,
    whom: Whom,
    judge: (standing: PersonStanding) => PermissionLevel | null,
  ): Promise<BaseCollaborator> {
    const { result, seq } = await atGate(this.dependencies, caller, baseId, async (executor) => {
      const standing = await readStanding(executor, caller, baseId, whom);
      const level = judge(standing);
      const person = standing.person as Collaborator;
      if (level === null) return { result: shown(person, standing.given), seq: null };
      await give(executor, baseId, person.id, level);
      const given = { ...standing.given, base: level };
      const note = {
        action: actionOf(standing.given, level),
        before: { userId: person.id, permissionLevel: standing.given.base },
        after: { userId: person.id, permissionLevel: level },
      };
      return {
        result: shown(person, given),
        seq: await logNotes(executor, baseId, caller, { notes: [note] }),
      };
    });
    if (seq !== null) this.dependencies.feed.publish({ baseId, seq });
    return result;
  }
}

const shown = (person: Collaborator, given: PersonStanding['given']): BaseCollaborator => ({
  ...person,
  permissionLevel: effectiveLevel(given),
  inherited: isInherited(given),
});

function actionOf(before: PersonStanding['given'], level: PermissionLevel): string {
  if (level === 'none') return 'collaborator.removed';
  return effectiveLevel(before) === 'none' ? 'collaborator.added' : 'collaborator.changed';
}

/** Somebody removed keeps a row with level none: cells go on naming them, here and in exported files. */
async function give(
  executor: Executor,
  baseId: string,
  userId: string,
  level: PermissionLevel,
): Promise<void> {
  await runText(executor)(
    `INSERT INTO api.base_member (base_id, user_id, level) VALUES ($1, $2, $3)
      ON CONFLICT (base_id, user_id) DO UPDATE SET level = excluded.level`,
    [baseId, userId, level],
  );
}
