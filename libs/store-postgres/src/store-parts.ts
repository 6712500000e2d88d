import { ChangeLog } from './change-log';
import { Collaborators } from './collaborators';
import { History } from './history';
import { Models } from './model/with-model';
import { Ops } from './ops';
import { RecordReader } from './read/record-reader';
import { Records } from './records';
import { Rows } from './rows';
import { Search } from './search';
import { Snapshots } from './snapshots';
import { Structure } from './structure';
import type { StructureDependencies } from './structure/change-structure';
import { TimeMachine } from './time-machine';
import { Transfer } from './transfer';
import { Trash } from './trash';
import { Workspaces } from './workspaces';

/** All that can be done with bases, in a database or inside one transaction of it. */
export class StoreParts {
  readonly records: Records;
  readonly rows: Rows;
  readonly search: Search;
  readonly ops: Ops;
  readonly changes: ChangeLog;
  readonly history: History;
  readonly structure: Structure;
  readonly trash: Trash;
  readonly snapshots: Snapshots;
  readonly timeMachine: TimeMachine;
  readonly collaborators: Collaborators;
  readonly workspaces: Workspaces;
  readonly transfer: Transfer;

  constructor(shared: StructureDependencies) {
    const { database } = shared;
    // Not shared with other parts: a model that is not committed yet, and work that waits for others, stay in here.
    const models = new Models(database);
    const reader = new RecordReader(database);
    this.records = new Records(shared, models, reader);
    this.rows = new Rows(database, models, reader);
    this.search = new Search(database, models);
    this.ops = new Ops(database, models, this.records);
    this.changes = new ChangeLog(database);
    this.history = new History(database, models);
    this.structure = new Structure(shared);
    this.trash = new Trash(shared, models, this.records);
    this.snapshots = new Snapshots(shared, models);
    this.timeMachine = new TimeMachine(shared);
    this.collaborators = new Collaborators(shared);
    this.transfer = new Transfer(shared);
    this.workspaces = new Workspaces(shared);
  }
}
