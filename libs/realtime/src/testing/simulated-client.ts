import type { ClientFrame, Row } from '@pyairtable/contracts';
import { BaseSession } from '../client/base-session';
import type { KeptOp } from '../client/outbox';
import type { Socket } from '../client/socket';
import type { Room, RoomSeat } from '../room/room';
import type { RoomUser } from '../room/ports';
import type { TableRows } from '../rows/table-rows';
import type { SimulatedBase } from './simulated-base';
import { TABLE_ID } from './simulated-fields';
import type { VirtualWorld } from './virtual-world';

/** One browser in the simulated world: a session with an open table, over a network that the test can cut. */
export class SimulatedClient {
  readonly session: BaseSession;
  readonly rows: TableRows;
  readonly rejected: string[] = [];
  /** Windows asked for so far. */
  windows = 0;
  online = true;
  #cut: (() => void) | null = null;
  #sockets = 0;

  constructor(
    readonly userId: string,
    /** The field that the table is sorted by; null: in the order of creation. */
    readonly sortedBy: string | null,
    private readonly world: VirtualWorld,
    base: SimulatedBase,
    private readonly room: Room<RoomUser>,
    /** What this browser keeps beyond its pages. */
    readonly kept = new Map<string, { text: string; isClaimed: boolean; at: number }>(),
    /** Whether rows stand under heads of what they are sorted by. */
    readonly isGrouped = false,
  ) {
    this.session = new BaseSession({
      url: 'ws://simulated',
      userId,
      whoIsSignedIn: () => Promise.resolve(userId),
      outbox: {
        load: (olderThanMs = 0) =>
          [...kept.values()]
            .filter(({ at }) => at <= world.timers.now() - olderThanMs)
            .map(({ text }) => JSON.parse(text) as KeptOp),
        keep: (one, insteadOf) => {
          const { id } = one.op;
          const place = [...kept.keys()].indexOf(insteadOf ?? '');
          if (insteadOf === id && place < 0) return;
          const behind = place < 0 ? [] : [...kept].slice(place + 1);
          for (const [other] of behind) kept.delete(other);
          const at = kept.get(insteadOf ?? id)?.at ?? world.timers.now();
          kept.set(id, { text: JSON.stringify(one), isClaimed: kept.get(id)?.isClaimed ?? false, at });
          for (const [other, there] of behind) kept.set(other, there);
        },
        claim: (opId) => {
          const found = kept.get(opId);
          if (found) found.isClaimed = true;
        },
        isKept: (opId) => kept.has(opId),
        withdraw: (opIds) => {
          const isOurs = opIds.every((id) => kept.get(id)?.isClaimed === false);
          if (isOurs) for (const id of opIds) kept.delete(id);
          return isOurs;
        },
        drop: (opId) => kept.delete(opId),
      },
      seq: base.head,
      permissionLevel: 'edit',
      timers: world.timers,
      openSocket: (url) => this.#openSocket(url),
    });
    this.session.subscribe((event) => {
      if (event.type === 'rejected') this.rejected.push(event.op.id);
    });
    this.session.setStructure(base.tables);
    this.session.open();
    this.rows = this.session.openTable({
      table: { id: TABLE_ID, fields: [...base.fields] },
      ...(sortedBy === null
        ? {}
        : {
            view: {
              id: 'viwSorted00000000',
              [isGrouped ? 'groups' : 'sort']: [{ fieldId: sortedBy, direction: 'asc' as const }],
            },
            fetchGroups: () => this.#request(() => base.groups(sortedBy)),
          }),
      maxRows: 400,
      fetchWindow: ({ start, limit, after }) => {
        this.windows += 1;
        return this.#request(() =>
          base.window({ start, limit, sortedBy, ...(after === undefined ? {} : { after }) }),
        );
      },
      fetchIds: ({ start, limit }) =>
        this.#request(() => ({
          seq: base.head,
          ids: base
            .all(sortedBy)
            .slice(start, start + limit)
            .map(({ id }) => id),
        })),
      fetchRows: ({ ids, fields }) => this.#request(() => base.rows(ids, fields)),
    });
  }

  /** Makes a record in one of the groups, if there are some, which is filled in until the person does something else. */
  create(value: number, cells: Record<string, string>): void {
    const [id] = this.session.createRecords(TABLE_ID, [{ cells }]);
    if (id === undefined) return;
    this.rows.holdPlaces(true, id);
    const groups = this.rows.groups?.length ?? 0;
    if (groups > 0) this.rows.showIn(value % groups, id);
  }

  /** Everything that stands on screen when the person scrolls from top to bottom. */
  async scrollThrough(): Promise<(Row | undefined)[]> {
    const seen: (Row | undefined)[] = [];
    for (let start = 0; start === 0 || start < this.rows.rowCount; start += 40) {
      this.rows.setVisible({ start, end: start + 40 });
      await this.world.settle();
      for (let row = start; row < Math.min(start + 40, this.rows.rowCount); row += 1)
        seen.push(this.rows.rowAt(row));
    }
    return seen;
  }

  disconnect(): void {
    this.#cut?.();
  }

  #request<T>(work: () => T): Promise<T> {
    const { online } = this;
    return this.world.answer(`http-${this.userId}-${this.world.timers.now()}`, () => {
      if (!online) throw new Error('offline');
      return work();
    });
  }

  #openSocket(url: string): Socket {
    const id = `${this.userId}-${++this.#sockets}`;
    const hear: { message?: (event: { data: unknown }) => void; close?: (event: { code: number }) => void } =
      {};
    let seat: RoomSeat | null = null;
    let closed = false;
    const end = (code: number) => {
      if (closed) return;
      closed = true;
      seat?.leave();
      this.world.enqueue(`down-${id}`, () => hear.close?.({ code }));
    };
    this.#cut = () => end(1006);
    if (!this.online) end(1006);
    const after = Number(new URL(url).searchParams.get('after'));
    this.world.enqueue(`up-${id}`, () => {
      if (closed) return;
      const sink = {
        send: (text: string) => {
          this.world.enqueue(`down-${id}`, () => {
            if (!closed) hear.message?.({ data: text });
          });
        },
        bufferedBytes: () => 0,
        drained: () => Promise.resolve(),
        close: end,
      };
      const user = { userId: this.userId, name: this.userId, resources: null };
      seat = this.room.join(id, user, sink, after);
    });
    return {
      addEventListener: (type: string, listener: (event: never) => void) => {
        Object.assign(hear, { [type]: listener });
      },
      send: (text) => {
        this.world.enqueue(`up-${id}`, () => {
          if (!closed) seat?.receive(() => ({ ok: true, frame: JSON.parse(text) as ClientFrame }));
        });
      },
      close: () => end(1000),
    };
  }
}
