import { createServer, type Server } from '@pyairtable/server-kit';
import { Store } from '@pyairtable/store-postgres';
import { installRealtime } from './realtime/install-realtime';
import type { RoomChecks } from './realtime/room-hub';
import { installStatementCount, StatementTally } from './statement-count';
import { installMetaRoutes } from './v0/meta-routes';
import { installRecordRoutes } from './v0/record-routes';
import { installBaseRoutes } from './v1/base-routes';
import { installCollaboratorRoutes } from './v1/collaborator-routes';
import { installContractRoutes } from './v1/contract-routes';
import { installFieldRoutes } from './v1/field-routes';
import { installHistoryRoutes } from './v1/history-routes';
import { installRowRoutes } from './v1/row-routes';
import { installSearchRoutes } from './v1/search-routes';
import { installTableRoutes } from './v1/table-routes';
import { installTimeMachineRoutes } from './v1/time-machine-routes';
import { installTransferRoutes } from './v1/transfer-routes';
import { installTrashRoutes } from './v1/trash-routes';
import { installViewRoutes } from './v1/view-routes';
import { installWorkspaceRoutes } from './v1/workspace-routes';
import { installKeyedWrites } from './wire/keyed-writes';
import { requirePathIds } from './wire/path-ids';
import { requireSomebody } from './wire/request-caller';

export interface ApiOptions {
  databaseUrl: string;
  authUrl: string;
  /** How bases are spread over servers; not at all unless told. */
  sharding?: 'none' | 'citus';
  version: string;
  logLevel: string;
  /** Days for which the trash keeps what is deleted; 30 unless told. */
  trashDays?: number;
  /** Days for which the past of bases is kept; 0, and unless told, without end. */
  historyDays?: number;
  /** Time for one statement to compute; 25 s unless told otherwise. */
  statementTimeoutMs?: number;
  /** Answers carry `x-sql-statements`, the number of statements the request sent: for tests and the benchmark. */
  countStatements?: boolean;
  /** How often rooms look by themselves for what no notice has told. */
  roomChecks?: RoomChecks;
}

/** The api server and the store behind it; closing the server closes both. */
export function createApi(options: ApiOptions): { app: Server; store: Store } {
  const tally = options.countStatements ? new StatementTally() : undefined;
  const app = createServer({
    service: 'api',
    version: options.version,
    logLevel: options.logLevel,
    authUrl: options.authUrl,
    checks: { database: () => store.check(), storage: () => store.checkStorage() },
  });
  const store = new Store({
    url: options.databaseUrl,
    sharding: options.sharding ?? 'none',
    ...(options.trashDays ? { trashDays: options.trashDays } : {}),
    historyDays: options.historyDays || null,
    ...(options.statementTimeoutMs ? { statementTimeoutMs: options.statementTimeoutMs } : {}),
    onConnectionLost: (error) => app.log.warn({ err: error }, 'a database connection was lost'),
    onSweepFailure: (error, baseId) => app.log.warn({ err: error, baseId }, 'sweeping failed'),
    onListenerError: (error) => app.log.error({ err: error }, 'a listener of the change feed failed'),
    ...(tally ? { onStatement: () => tally.add() } : {}),
  });
  app.addHook('onReady', async () => store.start());
  app.addHook('onClose', () => store.close());
  app.addHook('onRequest', requirePathIds);
  app.addHook('onRequest', requireSomebody);
  app.addHook('preHandler', async (request) => {
    if (request.identity) await store.workspaces.remember(request.identity);
  });
  if (tally) installStatementCount(app, tally);
  installKeyedWrites(app, store);
  installMetaRoutes(app);
  installRecordRoutes(app, store);
  installWorkspaceRoutes(app);
  installContractRoutes(app);
  installBaseRoutes(app);
  installTableRoutes(app);
  installFieldRoutes(app);
  installViewRoutes(app);
  installCollaboratorRoutes(app);
  installRowRoutes(app);
  installSearchRoutes(app);
  installHistoryRoutes(app);
  installTrashRoutes(app);
  installTimeMachineRoutes(app);
  installTransferRoutes(app);
  installRealtime(app, store, options.roomChecks);
  return { app, store };
}
