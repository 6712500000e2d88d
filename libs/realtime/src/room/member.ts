import type { ClientFrame, PermissionLevel, ServerFrame } from '@pyairtable/contracts';
import { FrameBudget } from './frame-budget';
import type { FrameSink, RoomUser } from './ports';

const BURST_FRAMES = 120;
const FRAMES_PER_SECOND = 60;
/** Ops of one socket that wait for the one before; a client of ours keeps far fewer on their way. */
export const MAX_WAITING_OPS = 64;

/** One socket in a room. */
export class Member<U extends RoomUser> {
  /** Number of the last change sent. */
  sent: number;
  /** False while it is still catching up with the room. */
  live = false;
  gone = false;
  waitingOps = 0;
  /** Where it last said that it is, until the room knows. */
  presence: Extract<ClientFrame, { t: 'presence' }> | null = null;
  /** Bytes that were unread when the last page of what it missed was handed over, or those of the largest change since. */
  page = 0;
  /** The ops of a socket run one after the other, in the order they came. */
  ops: Promise<void> = Promise.resolve();
  readonly budget: FrameBudget;
  #acks: { opId: string; seq: number }[] = [];

  constructor(
    readonly sessionId: string,
    readonly user: U,
    readonly sink: FrameSink,
    public level: PermissionLevel,
    after: number,
    now: number,
  ) {
    this.sent = after;
    this.budget = new FrameBudget(BURST_FRAMES, FRAMES_PER_SECOND, now);
  }

  send(frame: ServerFrame): void {
    if (!this.gone) this.sink.send(JSON.stringify(frame));
  }

  /** Sends change `seq`, serialised once for all members, when it is the next one; then the acks that waited for it. */
  deliver(seq: number, text: string): void {
    if (this.gone || seq !== this.sent + 1) return;
    const unread = this.sink.bufferedBytes();
    this.sink.send(text);
    // A change may be larger than all that a member may leave unread.
    this.page = Math.max(this.page, this.sink.bufferedBytes() - unread);
    this.sent = seq;
    this.flushAcks();
  }

  /** Acknowledges the op once its change was sent. */
  acknowledge(opId: string, seq: number): void {
    this.#acks.push({ opId, seq });
    this.flushAcks();
  }

  flushAcks(): void {
    if (this.#acks.length === 0) return;
    const due = this.#acks.filter(({ seq }) => seq <= this.sent);
    this.#acks = this.#acks.filter(({ seq }) => seq > this.sent);
    for (const { opId, seq } of due) this.send({ t: 'ack', opId, seq });
  }
}
