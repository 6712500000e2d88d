import { HOUSE } from '../connection/asker';
import { namesWhatIsGone } from '../connection/faults';
import { atGate, logNotes, type StructureDependencies } from './change-structure';

/** Bases that are asked for at a time. */
const BASES = 100;

interface Untold {
  userId: string;
  name: string;
  namedAt: string;
}

/**
 * Notes in the log of each base in which somebody is that they are called otherwise: models of it are read anew, and so are
 * the cells in open windows that show the name. Who is untold stands in the database, so that nobody is forgotten by a
 * process that ends; a base is told by whoever comes first, once.
 */
export class Renames {
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(private readonly dependencies: StructureDependencies) {}

  /** Tells all bases that are untold, one at a time. A base that cannot be told now is left to the next call. */
  tell(): Promise<void> {
    this.again = true;
    this.running ??= this.tellAll().finally(() => (this.running = null));
    return this.running;
  }

  /** Ends after the base at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.catch(() => undefined);
  }

  private async tellAll(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      for (let last: string | undefined = ''; last !== undefined && !this.stopped;) {
        const bases: string[] = await this.untoldAfter(last);
        for (const baseId of bases) if (!this.stopped) await this.tellBase(baseId).catch(() => undefined);
        last = bases.length < BASES ? undefined : bases.at(-1);
      }
    }
  }

  private async untoldAfter(baseId: string): Promise<string[]> {
    const bases = await this.dependencies.database.for(HOUSE).rows<{ id: string }>({
      text: 'SELECT DISTINCT base_id AS id FROM api.untold_name WHERE base_id > $1 ORDER BY base_id LIMIT $2',
      parameters: [baseId, BASES],
    });
    return bases.map(({ id }) => id);
  }

  private async tellBase(baseId: string): Promise<void> {
    const { database, feed } = this.dependencies;
    try {
      const seq = await atGate(this.dependencies, HOUSE, baseId, async (executor) => {
        // Behind the gate: whoever told it before has committed.
        const untold = await executor.rows<Untold>({
          text: `SELECT u.user_id AS "userId", p.name, u.named_at::text AS "namedAt" FROM api.untold_name u
            JOIN api.person p ON p.id = u.user_id WHERE u.base_id = $1 ORDER BY u.named_at, u.user_id`,
          parameters: [baseId],
        });
        if (untold.length === 0) return null;
        const notes = untold.map(({ userId, name }) => ({
          action: 'collaborator.renamed',
          after: { userId, name },
        }));
        const actor = { userId: (untold[0] as Untold).userId, source: 'system' as const };
        const logged = await logNotes(executor, baseId, actor, { notes });
        // Those who were named once more meanwhile stay.
        await executor.rows({
          text: `DELETE FROM api.untold_name u USING unnest($2::text[], $3::bigint[]) AS t(user_id, named_at)
            WHERE u.base_id = $1 AND u.user_id = t.user_id AND u.named_at = t.named_at`,
          parameters: [baseId, untold.map(({ userId }) => userId), untold.map(({ namedAt }) => namedAt)],
        });
        return logged;
      });
      if (seq !== null) feed.publish({ baseId, seq });
    } catch (error) {
      if (!namesWhatIsGone(error)) throw error;
      await database.for(HOUSE).rows({
        text: `DELETE FROM api.untold_name WHERE base_id = $1 AND base_id NOT IN (SELECT b.id FROM api.base b)`,
        parameters: [baseId],
      });
    }
  }
}
