import { appError } from '@pyairtable/contracts';
import { type Caller, type ChangeNotice, createChangeFeed } from '@pyairtable/core';
import { goingOn } from './connection/asker';
import { givingWay } from './connection/base-gate';
import { type Database, type Executor, WHOLE_CONNECTIONS } from './connection/database';
import { Floor } from './connection/floor';
import { Turns } from './connection/turns';
import { Writers } from './connection/writers';
import { StoreParts } from './store-parts';
import type { StructureDependencies } from './structure/change-structure';

/** A write that its caller may send again under the same key. */
export interface KeyedRequest {
  caller: Caller;
  /** The base it is about; empty for none. Keys are of one caller and base. */
  baseId: string;
  key: string;
  /** Equal for equal requests of equal reach, and for no others. */
  fingerprint: string;
}

/** What a request was answered; an empty body is none. */
export interface KeptAnswer {
  status: number;
  body: string;
}

/** Keeps what a request is answered in the transaction that does what it asks. */
export type KeepAnswer = (executor: Executor, answer: KeptAnswer) => Promise<void>;

/** How long an answer is kept, as PostgreSQL writes intervals. */
export const ANSWER_KEPT = '24 hours';

/**
 * Carries out writes once per key. The answer is kept in the transaction of the write, so that neither is there without
 * the other whatever dies in between; who sends the request again gets the same bytes.
 */
export class KeptAnswers {
  private readonly store: StoreParts;
  /** Those of the connections that wholes have. */
  private readonly writers = new Writers(WHOLE_CONNECTIONS);

  constructor(
    private readonly database: Database,
    private readonly shared: Omit<StructureDependencies, 'database'>,
  ) {
    this.store = new StoreParts({ ...shared, database });
  }

  /**
   * The answer kept under the key, else that of `work`, which writes through the parts it is given. Nothing is kept of a
   * write that fails. Throws IDEMPOTENCY_KEY_REUSED for a key that came with another request.
   */
  once(request: KeyedRequest, work: (parts: StoreParts) => Promise<KeptAnswer>): Promise<KeptAnswer> {
    return this.first(request, async () => {
      let notices: ChangeNotice[] = [];
      const answer = await this.inTurn(request, (patienceMs) =>
        this.database.whole(async (database, executor) => {
          const { sharding, trashDays } = this.shared;
          notices = [];
          const made = await work(
            new StoreParts({ ...alone(notices), sharding, trashDays, database, patienceMs }),
          );
          await keep(executor, request, made);
          return made;
        }),
      );
      for (const notice of notices) this.shared.feed.publish(notice);
      return answer;
    });
  }

  /**
   * The same for work that has a transaction of its own and keeps its answer at the end of that: it takes minutes, in which
   * the base is not to wait.
   */
  apart(request: KeyedRequest, work: (keepAnswer: KeepAnswer) => Promise<KeptAnswer>): Promise<KeptAnswer> {
    return this.first(request, () => work((executor, answer) => keep(executor, request, answer)));
  }

  private async first(request: KeyedRequest, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const kept = await this.find(request);
    if (kept) return kept;
    try {
      return await work();
    } catch (error) {
      // It was in the way of the same request sent at the same time, or of its own whose end was not heard of.
      const first = await this.find(request);
      if (first) return first;
      throw error;
    }
  }

  /**
   * What is locked in the whole stays locked until its end, and whoever waits for that in the database waits with the
   * base's floor: so the whole has turn and floor from its beginning, takes neither inside, and gives way as a whole. Whoever
   * has the turn before it may still wait for the base's place, which is for them where the caller may have one.
   */
  private inTurn<T>(
    { caller, baseId }: KeyedRequest,
    work: (patienceMs: number | undefined) => Promise<T>,
  ): Promise<T> {
    const { turns, floor, writers } = this.shared;
    if (baseId === '')
      return this.writers.writing(caller, Symbol('no base'), (inPlace) => inPlace(() => work(undefined)));
    return writers.writing(caller, baseId, () =>
      this.writers.writing(caller, baseId, (inPlace) =>
        givingWay(
          (turn) => inPlace(() => turns.take(baseId, turn)),
          (patienceMs) => floor.take(baseId, () => work(patienceMs)),
        ),
      ),
    );
  }

  private async find({ caller, baseId, key, fingerprint }: KeyedRequest): Promise<KeptAnswer | null> {
    const [kept] = await this.database.for(goingOn(caller)).rows<KeptAnswer & { fingerprint: string }>({
      text: `SELECT status, body, fingerprint FROM api.kept_answer
        WHERE user_id = $1 AND base_id = $2 AND key = $3 AND kept_at > now() - interval '${ANSWER_KEPT}'`,
      parameters: [caller.userId, baseId, key],
    });
    if (!kept) return null;
    if (kept.fingerprint !== fingerprint) throw appError('IDEMPOTENCY_KEY_REUSED');
    const { status, body } = kept;
    // Whoever lost the base meanwhile is told nothing of it.
    if (body !== '' && baseId !== '') {
      const [level] = await this.store.changes.levels(baseId, [caller], goingOn(caller));
      if (level === 'none') throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    }
    return { status, body };
  }
}

/** For parts that nobody else works with: their notices are kept for later. */
function alone(notices: ChangeNotice[]): Pick<StructureDependencies, 'feed' | 'turns' | 'floor' | 'writers'> {
  const feed = createChangeFeed(() => undefined);
  feed.subscribe((notice) => notices.push(notice));
  return { feed, turns: new Turns(), floor: new Floor(), writers: new Writers(Infinity) };
}

/** Last statement of the whole: it waits for the same key of another request, and fails when that was first. */
async function keep(
  executor: Executor,
  { caller, baseId, key, fingerprint }: KeyedRequest,
  { status, body }: KeptAnswer,
): Promise<void> {
  const kept = await executor.rows({
    text: `INSERT INTO api.kept_answer AS a (user_id, base_id, key, fingerprint, status, body) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (user_id, base_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
        body = excluded.body, kept_at = now() WHERE a.kept_at <= now() - interval '${ANSWER_KEPT}' RETURNING 1`,
    parameters: [caller.userId, baseId, key, fingerprint, status, body],
  });
  if (kept.length === 0) throw appError('RETRIABLE_ERROR');
}
