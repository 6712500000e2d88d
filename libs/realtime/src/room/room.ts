import { appError, CLOSE_CODES, type Op, type ServerFrame } from '@pyairtable/contracts';
import { AppError } from '@pyairtable/kernel';
import type { Timers } from '../client/socket';
import { Member, MAX_WAITING_OPS } from './member';
import type { AccessReader, ChangeReader, ExecuteOp, FrameSink, ReadFrame, RoomUser } from './ports';
import { PresenceBoard } from './presence-board';

export interface RoomOptions<U extends RoomUser> {
  log: ChangeReader<U>;
  access: AccessReader;
  execute: ExecuteOp<U>;
  timers: Timers;
  /** A fault behind a port: to be logged. The room goes on. */
  onFault(error: unknown, doing: string): void;
}

/** A socket's place in the room. */
export interface RoomSeat {
  /**
   * Something came. It is counted before it is read: to read it costs the same whatever it says. Answers when the op in it, if there
   * is one, has been carried out or refused.
   */
  receive(read: () => ReadFrame): Promise<void>;
  /** The socket closed. */
  leave(): void;
}

const READ_LIMIT = 200;
/** Bytes a socket may leave unread before it is closed; it comes back and catches up from its last change. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;
const PRESENCE_INTERVAL_MS = 50;
/** How old a reading of levels may be when presence is passed on; changes always bring their own. */
const ACCESS_MAX_AGE_MS = 1_000;
const RETRY_MS = 500;
/** "Try again later": the client keeps its pending ops and comes back after a growing delay. */
const TRY_LATER = 1013;
/** A malformed frame is a fault of the program, not of the network: coming back would not mend it. */
const BAD_FRAME = 1008;

/**
 * The sockets of one base on this server. Every member gets the log in order without a gap: first what it missed, then
 * live. Levels are read anew, in one query for all members, before each batch of changes goes out; who lost access is
 * closed before anything is sent to it.
 */
export class Room<U extends RoomUser> {
  readonly #options: RoomOptions<U>;
  readonly #members = new Map<string, Member<U>>();
  readonly #presence = new PresenceBoard();
  /** Number of the last change that live members have. */
  #last = -1;
  /** Highest number heard of. */
  #heard = -1;
  #pumping = false;
  #accessReadAt = Number.NEGATIVE_INFINITY;
  #cancelPresence: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(options: RoomOptions<U>) {
    this.#options = options;
  }

  get size(): number {
    return this.#members.size;
  }

  /** Number of the last change heard of; -1 before anyone joined. */
  get heard(): number {
    return this.#heard;
  }

  /** The log has grown to at least `seq`. Repeated, late and skipped numbers do no harm. */
  notice(seq: number): void {
    if (seq <= this.#heard) return;
    this.#heard = seq;
    this.#pump();
  }

  /** Seats a socket that knows the log up to `after`. Closes it at once when the user has no access. */
  join(sessionId: string, user: U, sink: FrameSink, after: number): RoomSeat {
    const member = new Member(sessionId, user, sink, 'none', after, this.#options.timers.now());
    this.#members.set(sessionId, member);
    const seated = this.#seat(member);
    return {
      receive: async (read) => {
        if (!member.gone) await this.#receive(member, read, seated);
      },
      leave: () => this.#remove(member),
    };
  }

  /** Reads everyone's level and closes those who lost access; tells those whose level changed. */
  async checkAccess(): Promise<void> {
    const members = [...this.#members.values()].filter(({ live }) => live);
    if (members.length === 0) return;
    const levels = await this.#options.access.levels(members.map(({ user }) => user));
    this.#accessReadAt = this.#options.timers.now();
    members.forEach((member, index) => {
      const level = levels[index] ?? 'none';
      if (level === member.level) return;
      if (level === 'none') {
        this.#close(member, CLOSE_CODES.accessLost, 'access lost');
        return;
      }
      member.level = level;
      this.#welcome(member, member.sent);
      member.send({ t: 'reload' });
    });
  }

  /** Closes every socket, e.g. because the server restarts. */
  closeAll(code: number, reason: string): void {
    this.#cancelRetry?.();
    this.#cancelPresence?.();
    for (const member of [...this.#members.values()]) this.#close(member, code, reason);
  }

  async #seat(member: Member<U>): Promise<void> {
    const { access, log } = this.#options;
    try {
      for (let welcome = true; ; welcome = false) {
        const [[level = 'none'], page] = await Promise.all([
          access.levels([member.user]),
          log.read(member.sent, READ_LIMIT, member.user),
        ]);
        if (member.gone) return;
        if (level === 'none') {
          this.#close(member, CLOSE_CODES.accessLost, 'no access');
          return;
        }
        const { changes, head } = page;
        // What is missing cannot be sent any more: the log goes on for this member after the head.
        const lost = changes === null || head < member.sent;
        if (lost) member.sent = head;
        if (welcome || lost || level !== member.level) {
          member.level = level;
          this.#welcome(member, welcome || lost ? head : member.sent);
        }
        if (lost) member.send({ t: 'reload' });
        else for (const change of changes) member.deliver(change.seq, frameOf({ t: 'change', change }));
        member.page = member.sink.bufferedBytes();
        if (member.sent >= head && this.#goLive(member, head)) return;
        await member.sink.drained();
        if (member.gone) return;
      }
    } catch (error) {
      this.#options.onFault(error, 'joining');
      this.#close(member, TRY_LATER, 'try again');
    }
  }

  /** Makes a member that has everything up to `head` live; false when the room has gone further meanwhile. */
  #goLive(member: Member<U>, head: number): boolean {
    const alone = ![...this.#members.values()].some(({ live }) => live);
    if (alone && !this.#pumping) this.#last = head;
    if (member.sent < this.#last) return false;
    member.live = true;
    member.flushAcks();
    this.notice(head);
    this.#pump();
    this.#announce();
    return true;
  }

  #welcome(member: Member<U>, seq: number): void {
    const you = { sessionId: member.sessionId, userId: member.user.userId };
    member.send({ t: 'ready', seq, you, permissionLevel: member.level });
  }

  #receive(member: Member<U>, read: () => ReadFrame, seated: Promise<void>): Promise<void> | undefined {
    if (!member.budget.spend(this.#options.timers.now())) {
      this.#close(member, CLOSE_CODES.tooFast, 'too many frames');
      return undefined;
    }
    // Most frames are answered: who reads none of it is asked for nothing more.
    if (this.#closeIfSlow(member)) return undefined;
    const said = read();
    if (!said.ok) {
      if (said.opId === null) this.#close(member, BAD_FRAME, 'not a frame');
      else this.#reject(member, said.opId, appError('INVALID_REQUEST_UNKNOWN'));
      return undefined;
    }
    const { frame } = said;
    switch (frame.t) {
      case 'ping':
        member.send({ t: 'pong' });
        return undefined;
      case 'presence': {
        const waits = member.presence !== null;
        member.presence = frame;
        if (!waits) void seated.then(() => this.#place(member));
        return undefined;
      }
      case 'op':
        if (member.waitingOps >= MAX_WAITING_OPS) {
          this.#close(member, CLOSE_CODES.tooFast, 'too many ops');
          return undefined;
        }
        member.waitingOps += 1;
        member.ops = Promise.all([member.ops, seated]).then(() => this.#execute(member, frame.op));
        return member.ops;
    }
  }

  async #execute(member: Member<U>, op: Op): Promise<void> {
    try {
      // A socket that was closed because an op could not be carried out must not carry out those behind it.
      if (member.gone) return;
      const { seq } = await this.#options.execute(member.user, op);
      this.notice(seq);
      member.acknowledge(op.id, seq);
    } catch (error) {
      this.#refuse(member, op, error);
    } finally {
      member.waitingOps -= 1;
    }
  }

  /** Shows where the member is: only the newest place of those that it named while it was being seated. */
  #place(member: Member<U>): void {
    const { presence, sessionId } = member;
    member.presence = null;
    const user = { id: member.user.userId, name: member.user.name };
    if (presence && !member.gone && this.#presence.place(sessionId, user, presence)) this.#announce();
  }

  #reject(member: Member<U>, opId: string, { type, message, details }: AppError): void {
    const place = {
      ...(typeof details?.['recordId'] === 'string' ? { recordId: details['recordId'] } : {}),
      ...(typeof details?.['fieldId'] === 'string' ? { fieldId: details['fieldId'] } : {}),
    };
    member.send({ t: 'reject', opId, error: { type, message, ...place } });
  }

  #refuse(member: Member<U>, op: Op, error: unknown): void {
    if (error instanceof AppError && error.status < 500) {
      this.#reject(member, op.id, error);
      return;
    }
    this.#options.onFault(error, 'executing an op');
    if (error instanceof AppError) {
      this.#close(member, TRY_LATER, 'try again');
      return;
    }
    // A fault that would come again with the same op: refusing it keeps the client from sending it for ever.
    const message = 'Something went wrong on our side.';
    member.send({ t: 'reject', opId: op.id, error: { type: 'SERVER_ERROR', message } });
  }

  /** Brings live members from `#last` to `#heard`; runs once at a time. */
  #pump(): void {
    if (this.#pumping || this.#cancelRetry || this.#heard <= this.#last) return;
    if (![...this.#members.values()].some(({ live }) => live)) return;
    this.#pumping = true;
    this.#deliver().then(
      () => {
        this.#pumping = false;
        this.#pump();
      },
      (error: unknown) => {
        this.#pumping = false;
        this.#options.onFault(error, 'reading the log');
        this.#cancelRetry = this.#options.timers.after(RETRY_MS, () => {
          this.#cancelRetry = null;
          this.#pump();
        });
      },
    );
  }

  async #deliver(): Promise<void> {
    const { changes, head } = await this.#options.log.read(this.#last, READ_LIMIT);
    await this.checkAccess();
    if (changes === null) {
      this.#skipTo(head);
      return;
    }
    for (const change of changes) {
      const text = frameOf({ t: 'change', change });
      for (const member of this.#members.values()) if (member.live) member.deliver(change.seq, text);
      this.#last = change.seq;
    }
    this.#heard = Math.max(this.#heard, head);
    if (changes.length === 0) this.#heard = Math.min(this.#heard, Math.max(head, this.#last));
    this.#closeSlow();
  }

  /** The log was cut behind us: everyone reads anew. */
  #skipTo(head: number): void {
    this.#last = head;
    for (const member of this.#members.values()) {
      if (!member.live || member.sent >= head) continue;
      member.sent = head;
      this.#welcome(member, head);
      member.send({ t: 'reload' });
      member.flushAcks();
    }
  }

  /** Sends the presence board to all, at most so often; levels are fresh enough when it goes out. */
  #announce(): void {
    if (this.#cancelPresence) return;
    this.#cancelPresence = this.#options.timers.after(PRESENCE_INTERVAL_MS, () => {
      const { onFault, timers } = this.#options;
      const old = timers.now() - this.#accessReadAt > ACCESS_MAX_AGE_MS;
      (old ? this.checkAccess() : Promise.resolve()).then(
        () => {
          this.#cancelPresence = null;
          const text = frameOf({ t: 'presence', sessions: this.#presence.sessions() });
          for (const member of this.#members.values())
            if (member.live && !member.gone) member.sink.send(text);
          this.#closeSlow();
        },
        (error: unknown) => {
          this.#cancelPresence = null;
          onFault(error, 'reading levels');
        },
      );
    });
  }

  #closeSlow(): void {
    for (const member of [...this.#members.values()]) this.#closeIfSlow(member);
  }

  /** Closes a member that leaves too much unread, beside the page or the change that it was given at once. */
  #closeIfSlow(member: Member<U>): boolean {
    const slow = member.sink.bufferedBytes() > member.page + MAX_BUFFERED_BYTES;
    if (slow) this.#close(member, TRY_LATER, 'too slow');
    return slow;
  }

  #close(member: Member<U>, code: number, reason: string): void {
    if (member.gone) return;
    this.#remove(member);
    member.sink.close(code, reason);
  }

  #remove(member: Member<U>): void {
    if (member.gone) return;
    member.gone = true;
    this.#members.delete(member.sessionId);
    if (this.#presence.remove(member.sessionId)) this.#announce();
  }
}

const frameOf = (frame: ServerFrame): string => JSON.stringify(frame);
