import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { appError, CLOSE_CODES } from '@pyairtable/contracts';
import { callerOf } from '@pyairtable/core';
import { endWithError, type Server, toAppError } from '@pyairtable/server-kit';
import type { Store } from '@pyairtable/store-postgres';
import { type WebSocket, WebSocketServer } from 'ws';
import { readFrame } from './client-frame';
import { type RoomChecks, RoomHub } from './room-hub';
import { socketSink } from './socket-sink';
import { takeInOrder } from './take-in-order';
import { readUpgrade, type UpgradeRequest } from './upgrade-request';

/** The largest op: 1,000 records. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const HEARTBEAT_MS = 25_000;
/** Sockets of one person on this replica: enough for many tabs. */
const MAX_SOCKETS_PER_USER = 60;
const CLOSE_GRACE_MS = 1_000;

/** Sockets of `GET /v1/bases/{app}/realtime?after=N` on the server's port, and the rooms behind them. */
export function installRealtime(app: Server, store: Store, checks: RoomChecks = {}): void {
  const hub = new RoomHub({
    store,
    onFault: (error, doing, baseId) =>
      app.log.error({ err: error, ...(baseId ? { base_id: baseId } : {}) }, `fault while ${doing}`),
    ...checks,
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  // What is no handshake, or one of another version.
  sockets.on('wsClientError', (error, raw) =>
    refuse(raw, appError('MALFORMED_REQUEST', undefined, { cause: error }), app),
  );
  const perUser = new Map<string, number>();

  /** Counts somebody's socket until it closes, from before it is one: many may ask while the database remembers them. */
  const admit = (userId: string, raw: Duplex) => {
    const held = perUser.get(userId) ?? 0;
    if (held >= MAX_SOCKETS_PER_USER) throw appError('RATE_LIMIT_REACHED');
    perUser.set(userId, held + 1);
    raw.once('close', () => {
      const left = (perUser.get(userId) ?? 0) - 1;
      if (left > 0) perUser.set(userId, left);
      else perUser.delete(userId);
    });
  };

  const upgrade = async (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', () => raw.destroy());
    try {
      const asked = await readUpgrade(request, app.verifyToken);
      if (raw.destroyed) return;
      admit(asked.claims.sub, raw);
      await store.workspaces.remember(asked.claims);
      if (!raw.writable) return;
      sockets.handleUpgrade(request, raw, head, (socket) =>
        seat(socket, asked, String(request.headers['x-request-id'] ?? '')),
      );
    } catch (error) {
      refuse(raw, error, app);
    }
  };

  const seat = (socket: WebSocket, { baseId, after, claims }: UpgradeRequest, requestId: string) => {
    const openedAt = Date.now();
    const place = hub.join(
      baseId,
      randomUUID(),
      { ...callerOf(claims), name: claims.name },
      socketSink(socket),
      after,
    );
    let alive = true;
    const heartbeat = setInterval(() => {
      // Of a paused one not even a pong is read.
      if (!alive && !socket.isPaused) {
        socket.terminate();
        return;
      }
      alive = false;
      socket.ping();
    }, HEARTBEAT_MS);
    socket.on('pong', () => {
      alive = true;
    });
    socket.on('message', () => {
      alive = true;
    });
    takeInOrder(socket, claims.sub, app.largeBodies, (message, isBinary) =>
      place.receive(() => (isBinary ? { ok: false, opId: null } : readFrame(message))),
    );
    // `ws` closes the socket itself on a protocol error; the close event tells all there is to log.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      clearInterval(heartbeat);
      place.leave();
      app.log.info(
        {
          request_id: requestId,
          user_id: claims.sub,
          base_id: baseId,
          code,
          duration_ms: Date.now() - openedAt,
        },
        'socket closed',
      );
    });
  };

  app.server.on(
    'upgrade',
    (request: IncomingMessage, raw: Duplex, head: Buffer) => void upgrade(request, raw, head),
  );
  app.addHook('onReady', () => hub.start());
  app.addHook('preClose', async () => {
    hub.close();
    for (const socket of sockets.clients) {
      socket.close(CLOSE_CODES.restart, 'restart');
      setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
    }
  });
}

/** Answers an upgrade that is not one with the catalogue's envelope over plain HTTP, and closes. */
function refuse(raw: Duplex, error: unknown, app: Server): void {
  const known = toAppError(error);
  if (!known) app.log.error({ err: error, code: 'SERVER_ERROR' }, 'unexpected fault at an upgrade');
  endWithError(raw, known ?? appError('SERVER_ERROR'));
}
