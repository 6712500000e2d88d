import {
  type Change,
  type ClientFrame,
  CLOSE_CODES,
  type Op,
  type PermissionLevel,
  type PresenceSession,
  type ServerFrame,
} from '@pyairtable/contracts';
import { BLOCK_RECORDS } from './op-size';
import { PendingOps } from './pending-ops';
import { reconnectDelay } from './reconnect-delay';
import type { ConnectionState, OpRejection } from './session-event';
import { type OpenSocket, type Socket, systemTimers, type Timers } from './socket';

/** What a connection reports; every call is synchronous and in log order. */
export interface ConnectionListener {
  onState(state: ConnectionState): void;
  onReady(ready: { sessionId: string; permissionLevel: PermissionLevel }): void;
  /** `own` is the op of this browser that the change carries out, settled just before. */
  onChange(change: Change, own: Op | undefined): void;
  /** The op had been carried out before this connection saw the log, or changed nothing. */
  onSettled(op: Op, seq: number): void;
  onReject(op: Op, error: OpRejection): void;
  /** What is to be sent of the op whose turn it is; null for nothing, undefined while it waits, and all behind it. */
  onTurn(op: Op): Op | null | undefined;
  /** Another op was sent in the place of one; null: nothing was. */
  onReplaced(op: Op, by: Op | null): void;
  onPresence(sessions: readonly PresenceSession[]): void;
  /** The log does not go back as far as it was to be heard from; it is heard from what the page knows on. */
  onUnheard(): void;
  /** All is to be read anew, as of `seq`; `missed`: there are changes before it that this log will never tell. */
  onReload(seq: number, since: number): void;
}

export interface ConnectionOptions {
  /** Address of the room without query: `wss://host/v1/bases/app…/realtime`. */
  url: string;
  /** Number of the last change already known. */
  seq: number;
  /** Whose page this is: nothing is sent in anybody else's name. */
  userId: string;
  /** Id of the person signed in at the moment, null for nobody; throws when that cannot be found out. */
  whoIsSignedIn(): Promise<string | null>;
  openSocket: OpenSocket;
  listener: ConnectionListener;
  timers?: Timers;
}

/** Ops on their way at once: below what the server's rate limit lets burst. */
const SEND_WINDOW = 16;
/** And as many records at most: what is on its way of a long act cannot be stopped any more. */
const SEND_RECORDS = 2 * BLOCK_RECORDS;
const LOOK_EVERY_MS = 1_000;
/** Silence after which the connection is asked whether it lives; sooner while an op waits for its answer. */
const PING_AFTER_MS = 5_000;
const PING_AFTER_OP_MS = 1_000;
/**
 * Time for an answer before a connection is taken for dead. Counted from our own question, not from the last word
 * heard: a browser that slows a hidden page's timers down must not conclude anything from its own sleep.
 */
const ANSWER_WITHIN_MS = 8_000;
/** A connection that lasted this long makes the next delay short again. */
const STABLE_AFTER_MS = 10_000;

const FINAL_CODES: Readonly<Record<number, ConnectionState>> = {
  [CLOSE_CODES.revoked]: 'signedOut',
  [CLOSE_CODES.accessLost]: 'accessLost',
};

/**
 * One base's socket, kept open: resumes from the last change, applies only `last + 1`, sends pending ops again under
 * the same ids, and reconnects with growing, jittered delays. Created closed; call `open`.
 */
export class BaseConnection {
  readonly pending = new PendingOps();
  readonly #options: ConnectionOptions;
  readonly #timers: Timers;
  #state: ConnectionState = 'closed';
  #socket: Socket | null = null;
  #last: number;
  /** Number of the last change that the page had when it was opened. */
  readonly #known: number;
  #readySeq: number;
  #attempt = 0;
  #readyAt = 0;
  #heardAt = 0;
  /** When the unanswered question went out: a dial or a ping. */
  #askedAt: number | null = null;
  #presence: Extract<ClientFrame, { t: 'presence' }> | null = null;
  #cancelReconnect: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#last = options.seq;
    this.#known = options.seq;
    this.#readySeq = options.seq;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Number of the last change applied. */
  get last(): number {
    return this.#last;
  }

  /** Opens, also anew after the person signed in again. */
  open(): void {
    if (this.#socket || this.#cancelReconnect) return;
    this.#setState('connecting');
    this.#dial();
  }

  /** Hears the log from an earlier change on, where it has not been opened yet. */
  hearFrom(seq: number): void {
    this.#last = Math.min(this.#last, seq);
    this.#readySeq = this.#last;
  }

  /** Closes for good; pending ops stay in the list. */
  close(): void {
    this.#cancelReconnect?.();
    this.#cancelReconnect = null;
    this.#drop(1000);
    this.#setState('closed');
  }

  /** Tries at once instead of waiting; call it when the browser says it is online again. */
  reconnectNow(): void {
    if (!this.#cancelReconnect) return;
    this.#cancelReconnect();
    this.#cancelReconnect = null;
    this.#dial();
  }

  /** Lets the present socket go and dials anew; call it when the browser says that its network is gone. */
  redial(): void {
    if (!this.#socket) return;
    this.#drop(1000);
    this.#setState('offline');
    this.#dial();
  }

  /** Adds ops to the pending list and sends them as soon as a connection allows. */
  submit(...ops: Op[]): void {
    for (const op of ops) this.pending.add(op, this.#timers.now());
    this.flush();
  }

  /** Adds an op before all that are still to be sent. */
  submitNext(op: Op): void {
    this.pending.addNext(op, this.#timers.now());
    this.flush();
  }

  /** Says where this person is; remembered and said again after a reconnect. */
  setPresence(presence: Omit<Extract<ClientFrame, { t: 'presence' }>, 't'>): void {
    this.#presence = { t: 'presence', ...presence };
    if (this.#state === 'online') this.#send(this.#presence);
  }

  #dial(): void {
    const socket = this.#options.openSocket(`${this.#options.url}?after=${this.#last}`);
    this.#socket = socket;
    this.#askedAt = this.#timers.now();
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket !== socket || typeof data !== 'string') return;
      this.#heardAt = this.#timers.now();
      this.#askedAt = null;
      this.#receive(JSON.parse(data) as ServerFrame);
    });
    socket.addEventListener('close', ({ code }) => {
      if (this.#socket === socket) this.#lost(code);
    });
    this.#watch();
  }

  #receive(frame: ServerFrame): void {
    const { listener } = this.#options;
    switch (frame.t) {
      case 'ready':
        if (frame.you.userId !== this.#options.userId) {
          this.#drop(1000);
          this.#setState('signedOut');
          return;
        }
        this.#readySeq = frame.seq;
        this.#readyAt = this.#timers.now();
        listener.onReady({ sessionId: frame.you.sessionId, permissionLevel: frame.permissionLevel });
        if (this.#state !== 'online') {
          this.#setState('online');
          this.pending.rewind();
          if (this.#presence) this.#send(this.#presence);
          this.flush();
        }
        return;
      case 'change':
        this.#apply(frame.change);
        return;
      case 'ack': {
        const op = this.pending.settle(frame.opId);
        if (op) listener.onSettled(op, frame.seq);
        this.flush();
        return;
      }
      case 'reject': {
        const op = this.pending.settle(frame.opId);
        if (op) listener.onReject(op, frame.error);
        this.flush();
        return;
      }
      case 'presence':
        listener.onPresence(frame.sessions);
        return;
      case 'reload': {
        const since = this.#last;
        if (since < this.#known) {
          this.#last = this.#known;
          listener.onUnheard();
          this.redial();
          return;
        }
        // The log goes on after the `ready` that came before this frame.
        this.#last = this.#readySeq;
        listener.onReload(this.#last, since);
        this.flush();
        return;
      }
      case 'pong':
        return;
    }
  }

  #apply(change: Change): void {
    if (change.seq <= this.#last) return;
    if (change.seq !== this.#last + 1) {
      this.redial();
      return;
    }
    this.#last = change.seq;
    const own = change.opId === undefined ? undefined : this.pending.settle(change.opId);
    this.#options.listener.onChange(change, own);
    if (own || change.seq === this.#readySeq) this.flush();
  }

  /** Sends what can be sent: nothing before all that was missed is known, which says what is left of it. */
  flush(): void {
    while (this.#state === 'online' && this.#last >= this.#readySeq) {
      const op = this.pending.next(SEND_WINDOW, SEND_RECORDS);
      const left = op && this.#options.listener.onTurn(op);
      if (!op || left === undefined) return;
      if (left) {
        if (left !== op) this.pending.replace(op.id, left);
        this.pending.markSent(left);
        this.#send({ t: 'op', op: left });
      } else this.pending.settle(op.id);
      if (left !== op) this.#options.listener.onReplaced(op, left);
    }
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #lost(code: number): void {
    const wasOnline = this.#state === 'online';
    this.#drop();
    const final = FINAL_CODES[code];
    if (final && (wasOnline || final === 'signedOut')) {
      this.#setState(final);
      return;
    }
    const stable = wasOnline && this.#timers.now() - this.#readyAt > STABLE_AFTER_MS;
    this.#attempt = stable ? 0 : this.#attempt + 1;
    this.#setState('offline');
    this.#cancelReconnect = this.#timers.after(
      reconnectDelay(this.#attempt, () => this.#timers.random()),
      () => {
        this.#cancelReconnect = null;
        this.#dial();
      },
    );
    if (!wasOnline) void this.#checkPerson(final);
  }

  /**
   * A browser does not say why a socket was refused, and it may have been refused to somebody else who signed in
   * meanwhile: whoever signed out would wait for ever, or be told that they lost the base.
   */
  async #checkPerson(otherwise: ConnectionState | undefined): Promise<void> {
    const { userId, whoIsSignedIn } = this.#options;
    const person = await whoIsSignedIn().catch(() => userId);
    const state = person === userId ? otherwise : 'signedOut';
    if (state === undefined || this.#state !== 'offline') return;
    this.#cancelReconnect?.();
    this.#cancelReconnect = null;
    this.#drop(1000);
    this.#setState(state);
  }

  /** Lets go of the present socket: whatever it still says is not heard. */
  #drop(code?: number): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket && code !== undefined) socket.close(code);
  }

  #watch(): void {
    this.#cancelLook = this.#timers.after(LOOK_EVERY_MS, () => {
      const now = this.#timers.now();
      if (this.#askedAt !== null && now - this.#askedAt >= ANSWER_WITHIN_MS) {
        this.#socket?.close(4000, 'silent');
        this.#lost(1006);
        return;
      }
      const patience = this.pending.onTheWay ? PING_AFTER_OP_MS : PING_AFTER_MS;
      if (this.#askedAt === null && this.#state === 'online' && now - this.#heardAt >= patience) {
        this.#askedAt = now;
        this.#send({ t: 'ping' });
      }
      this.#watch();
    });
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.listener.onState(state);
  }
}
