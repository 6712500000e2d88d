import { AsyncResource } from 'node:async_hooks';
import { appError, CLOSE_CODES, type Op } from '@pyairtable/contracts';
import type { Caller } from '@pyairtable/core';
import { type FrameSink, Room, type RoomSeat, type RoomUser, systemTimers } from '@pyairtable/realtime';
import { ChangeRelay, HOUSE, type Store } from '@pyairtable/store-postgres';

/** The person and credential behind a socket. */
export interface LiveUser extends RoomUser, Caller {
  resources: readonly string[] | null;
}

export interface RoomChecks {
  /** How often heads are compared, in case a notice was lost. */
  headCheckMs?: number;
  /** How often levels are read while nothing happens. */
  accessCheckMs?: number;
}

export interface RoomHubOptions extends RoomChecks {
  store: Store;
  onFault(error: unknown, doing: string, baseId?: string): void;
}

/** The rooms of the bases that somebody has open on this replica. */
export class RoomHub {
  readonly #options: RoomHubOptions;
  readonly #rooms = new Map<string, Room<LiveUser>>();
  readonly #relay: ChangeRelay;
  readonly #timers: NodeJS.Timeout[];
  readonly #unsubscribe: () => void;

  constructor(options: RoomHubOptions) {
    this.#options = options;
    const { store, headCheckMs = 2_000, accessCheckMs = 5_000 } = options;
    this.#relay = new ChangeRelay({
      database: store.database,
      onNotice: ({ baseId, seq }) => this.#rooms.get(baseId)?.notice(seq),
      onFault: (error) => options.onFault(error, 'listening for changes'),
    });
    // A write publishes inside its request; what the rooms do then is not that request's work.
    const own = new AsyncResource('RoomHub');
    this.#unsubscribe = store.feed.subscribe((notice) =>
      own.runInAsyncScope(() => {
        this.#rooms.get(notice.baseId)?.notice(notice.seq);
        this.#relay.send(notice);
      }),
    );
    this.#timers = [
      setInterval(() => void this.checkHeads(), headCheckMs),
      setInterval(() => this.#checkAccess(), accessCheckMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  start(): Promise<void> {
    return this.#relay.start();
  }

  join(baseId: string, sessionId: string, user: LiveUser, sink: FrameSink, after: number): RoomSeat {
    const room = this.#rooms.get(baseId) ?? this.#open(baseId);
    const seat = room.join(sessionId, user, sink, after);
    return {
      receive: (read) => seat.receive(read),
      leave: () => {
        seat.leave();
        if (room.size === 0 && this.#rooms.get(baseId) === room) this.#rooms.delete(baseId);
      },
    };
  }

  /** Makes up for notices that were lost: one statement for all open bases. */
  async checkHeads(): Promise<void> {
    if (this.#rooms.size === 0) return;
    try {
      const heads = await this.#options.store.changes.heads([...this.#rooms.keys()]);
      for (const [baseId, room] of this.#rooms) {
        const head = heads.get(baseId);
        if (head === undefined) room.closeAll(CLOSE_CODES.accessLost, 'the base is gone');
        else room.notice(head);
      }
    } catch (error) {
      this.#options.onFault(error, 'comparing heads');
    }
  }

  /** Closes all sockets so that they come back elsewhere, and stops listening. */
  close(): void {
    this.#unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    for (const room of this.#rooms.values()) room.closeAll(CLOSE_CODES.restart, 'restart');
    this.#rooms.clear();
    this.#relay.close();
  }

  #open(baseId: string): Room<LiveUser> {
    const { onFault, store } = this.#options;
    const room = new Room<LiveUser>({
      log: { read: (after, limit, user) => store.changes.read(baseId, after, limit, user ?? HOUSE) },
      access: { levels: (users) => store.changes.levels(baseId, users, HOUSE) },
      execute: (user, op) => this.#execute(user, baseId, op),
      timers: systemTimers,
      onFault: (error, doing) => onFault(error, doing, baseId),
    });
    this.#rooms.set(baseId, room);
    return room;
  }

  async #execute(user: LiveUser, baseId: string, op: Op) {
    if (!user.scopes.includes('data.records:write')) throw appError('INVALID_PERMISSIONS');
    return this.#options.store.ops.execute(user, baseId, op);
  }

  #checkAccess(): void {
    for (const [baseId, room] of this.#rooms) {
      room.checkAccess().catch((error: unknown) => this.#options.onFault(error, 'reading levels', baseId));
    }
  }
}
