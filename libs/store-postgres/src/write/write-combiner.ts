import { AppError } from '@pyairtable/kernel';
import { gateStatement } from '../connection/base-gate';
import { requireUnanswered, type Transactor } from '../connection/database';
import { endedInVain } from '../connection/faults';
import type { Floor, HeldFloor } from '../connection/floor';
import { Lanes, type Waiting } from '../connection/lanes';
import type { Prepared } from '../sql/statement';
import type { WriteRow } from './update-rows';

/** A write that waits, and what says that whoever asked for it was answered meanwhile. */
interface QueuedWrite extends CombinableWrite {
  signal: AbortSignal | undefined;
}

/** A write that one statement does, alone or with others of its shape that touch other records. */
export interface CombinableWrite<Request = unknown> {
  /** Writes of equal shape can be one statement; null: never. */
  shape: string | null;
  recordIds: readonly string[];
  request: Request;
  /** A statement that answers a WriteRow for each of these requests, in their order; see updateRowsStatement. */
  prepare(requests: readonly Request[]): Prepared;
}

/** A write whose statement holds no others. */
export const alone = (statement: Prepared): CombinableWrite => ({
  shape: null,
  recordIds: [],
  request: null,
  prepare: () => statement,
});

const MAX_TOGETHER = 32;
/** Records of one statement: more of them take as long in two, and those who wait for the first are answered sooner. */
const MAX_RECORDS_TOGETHER = 500;

/**
 * Runs one-statement writes. Writes of one base wait for each other's commit, as each takes the base's next number; so
 * those that arrive while one is under way are committed together afterwards and share its flush to disk, and where
 * they are alike the statement as well. A lone write goes out at once. Numbers follow the order of arrival.
 */
export class WriteCombiner {
  private readonly lanes = new Lanes<QueuedWrite, WriteRow>(
    (batch, baseId) => this.floor.take(baseId, (held) => this.commit(baseId, batch.filter(isToDo), held)),
    MAX_TOGETHER,
  );

  constructor(
    private readonly database: Transactor,
    private readonly floor: Floor,
  ) {}

  /** The write's row, once committed. */
  run<Request>(
    baseId: string,
    write: CombinableWrite<Request>,
    signal: AbortSignal | undefined,
  ): Promise<WriteRow> {
    return this.lanes.run(baseId, { ...(write as CombinableWrite), signal });
  }

  private async commit(baseId: string, batch: readonly Write[], floor: HeldFloor): Promise<void> {
    const together = batch.length > 1 ? groups(batch) : [];
    const rows = together.length > 0 ? await this.send(baseId, together, floor) : null;
    const left = rows ? together.filter((group, at) => !answer(group, rows[at] ?? [])).flat() : batch;
    for (const { work, resolve, reject } of left)
      await this.database
        .for(floor)
        .row<WriteRow>(work.prepare([work.request]))
        .then(resolve, reject);
  }

  /** The rows of each group, committed together; null when one write failed all, and nothing was committed: each is told its own. */
  private async send(
    baseId: string,
    together: readonly (readonly Write[])[],
    floor: HeldFloor,
  ): Promise<WriteRow[][] | null> {
    const statements = together.map((group) =>
      (group[0] as Write).work.prepare(group.map(({ work }) => work.request)),
    );
    const [only] = statements;
    const database = this.database.for(floor);
    try {
      if (only && statements.length === 1) return [await database.rows<WriteRow>(only)];
      const [, ...rows] = await database.together([gateStatement(baseId), ...statements]);
      return rows as WriteRow[][];
    } catch (error) {
      // With the database away nobody knows what was committed: running again could do it twice.
      if (error instanceof AppError && !endedInVain(error)) throw error;
      return null;
    }
  }
}

type Write = Waiting<QueuedWrite, WriteRow>;

function isToDo({ work, reject }: Write): boolean {
  try {
    requireUnanswered(work.signal);
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

/** Answers a group's writes; false when they shared a statement that missed a record, and so did nothing. */
function answer(group: readonly Write[], rows: readonly WriteRow[]): boolean {
  const wanted = group.reduce((sum, { work }) => sum + work.recordIds.length, 0);
  if (group.length > 1 && rows[0]?.found !== wanted) return false;
  group.forEach(({ work, resolve }, at) => {
    const row = rows[at] as WriteRow;
    resolve(group.length > 1 ? { ...row, found: work.recordIds.length } : row);
  });
  return true;
}

/** Neighbours of one shape that touch different records, each group one statement. */
function groups(batch: readonly Write[]): Write[][] {
  const found: Write[][] = [];
  const touched = new Set<string>();
  let shape: string | null = null;
  for (const write of batch) {
    const { work } = write;
    const joins =
      work.shape !== null &&
      work.shape === shape &&
      touched.size + work.recordIds.length <= MAX_RECORDS_TOGETHER &&
      !work.recordIds.some((id) => touched.has(id));
    if (!joins) {
      found.push([]);
      touched.clear();
      ({ shape } = work);
    }
    found.at(-1)?.push(write);
    for (const id of work.recordIds) touched.add(id);
  }
  return found;
}
