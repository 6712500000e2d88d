import { HOUSE } from './connection/asker';
import type { Database } from './connection/database';
import { isAway, unlessGone } from './connection/faults';
import { ANSWER_KEPT } from './kept-answers';
import { hasPastToPrune } from './past/prune';
import { type StateTable, stateTable } from './sql/identifiers';
import { type Prepared, Statement } from './sql/statement';
import type { Renames } from './structure/renames';
import type { TimeMachine } from './time-machine';
import type { Trash } from './trash';

const EVERY_MS = 60_000;
/** Bases of one pass; the next goes on behind them. */
const BASES = 200;
/** Of a pass for the past of one base; the next pass goes on with what is left of it. */
const PRUNING_MS = 10_000;

/** What a base lets go once it is older than its time: tables, and the condition that names the rows. */
const EXPIRED: readonly (readonly [StateTable, string])[] = [
  // Stored orders of sorted lists that nobody has continued.
  ['list_snapshot', `created_at < now() - interval '15 minutes'`],
  ['row_order', `used_at < now() - interval '15 minutes'`],
  // Longer than edits wait in a browser that is away.
  ['idle_op', `done_at < now() - interval '30 days'`],
];

/** The next pass deletes what this one left: what another replica sweeps, or a write takes up once more. */
const deletion = (rows: string, expired: string): string =>
  `DELETE FROM ${rows} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${rows} WHERE ${expired} FOR UPDATE SKIP LOCKED))`;

function sweepStatement(baseId: string, { trashDays, historyDays }: Kept): Prepared {
  const statement = new Statement(baseId);
  const orders = stateTable(baseId, 'row_order');
  const days = `make_interval(days => ${statement.bind(trashDays)}::int)`;
  for (const [table, expired] of EXPIRED) statement.part(table, deletion(stateTable(baseId, table), expired));
  // Of orders that went with an earlier pass, or that two had sorted at a time.
  for (const table of ['row_order_part', 'row_order_place'] as const)
    statement.part(
      table,
      deletion(stateTable(baseId, table), `order_id NOT IN (SELECT o.id FROM ${orders} o)`),
    );
  // What was in the trash when they began to wait is not there any more.
  statement.part('waiting_link', deletion(stateTable(baseId, 'waiting_link'), `at < now() - ${days}`));
  const past = historyDays === null ? 'false' : hasPastToPrune(baseId, statement.bind(historyDays));
  return statement.finish(
    `SELECT EXISTS (SELECT FROM ${stateTable(baseId, 'trash')} t
      WHERE t.at < now() - ${days}) AS "hasExpired", ${past} AS "hasPast"`,
  );
}

/** For how many days a base keeps what was deleted, and its past; null for without end. */
export interface Kept {
  trashDays: number;
  historyDays: number | null;
}

interface Swept {
  hasExpired: boolean;
  hasPast: boolean | null;
}

/** Deletes what has expired and takes up what was left undone, once a minute: of some bases each time, one by one, until all have had their turn. */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;
  private last = '';
  private passing = false;

  constructor(
    private readonly database: Database,
    private readonly trash: Trash,
    private readonly timeMachine: TimeMachine,
    private readonly renames: Renames,
    private readonly kept: Kept,
    private readonly onFailure: (error: Error, baseId?: string) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      // A pass that finds much to let go takes longer than the time until the next.
      if (this.passing) return;
      this.passing = true;
      void this.sweep().finally(() => (this.passing = false));
    }, EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One pass. Where the database is away it ends; what is wrong with one base holds up no other. */
  async sweep(): Promise<void> {
    const database = this.database.for(HOUSE);
    try {
      await this.renames.tell();
      const answers = deletion('api.kept_answer', `kept_at <= now() - interval '${ANSWER_KEPT}'`);
      await database.rows({ text: answers, parameters: [] });
      const bases = await database.rows<{ id: string }>({
        text: 'SELECT id FROM api.base WHERE id > $1 ORDER BY id LIMIT $2',
        parameters: [this.last, BASES],
      });
      this.last = bases.length < BASES ? '' : (bases.at(-1)?.id as string);
      for (const { id } of bases) await this.sweepBase(id).catch((error: unknown) => this.failed(error, id));
      await this.trash.dropExpiredBases();
    } catch (error) {
      this.onFailure(error as Error);
    }
  }

  private async sweepBase(id: string): Promise<void> {
    const [swept] = await unlessGone(this.database.for(HOUSE).rows<Swept>(sweepStatement(id, this.kept)), []);
    if (swept?.hasExpired) await this.trash.dropExpired(id);
    if (swept?.hasPast && this.kept.historyDays !== null)
      await unlessGone(this.prune(id, this.kept.historyDays), null);
  }

  private async prune(id: string, days: number): Promise<null> {
    const end = performance.now() + PRUNING_MS;
    for await (const _ of this.timeMachine.prune(id, days)) if (performance.now() > end) break;
    return null;
  }

  private failed(error: unknown, baseId: string): void {
    if (isAway(error)) throw error;
    this.onFailure(error as Error, baseId);
  }
}
