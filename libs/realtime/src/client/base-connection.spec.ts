import { type Change, CLOSE_CODES, type Op, type ServerFrame } from '@pyairtable/contracts';
import { VirtualWorld } from '../testing/virtual-world';
import { BaseConnection } from './base-connection';
import type { ConnectionState } from './session-event';
import type { Socket } from './socket';

class HandSocket implements Socket {
  sent: { t: string; op?: Op }[] = [];
  closedWith: number | undefined;
  #hear: Record<string, (event: never) => void> = {};

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#hear[type] = listener;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(code?: number): void {
    this.closedWith = code;
  }
  says(frame: ServerFrame): void {
    this.#hear['message']?.({ data: JSON.stringify(frame) } as never);
  }
  ends(code: number): void {
    this.#hear['close']?.({ code } as never);
  }
  ready(seq = 5, userId = 'u'): this {
    this.says({ t: 'ready', seq, you: { sessionId: 's', userId }, permissionLevel: 'edit' });
    return this;
  }
  get opIds(): string[] {
    return this.sent.flatMap(({ op }) => (op ? [op.id] : []));
  }
}

function start() {
  const world = new VirtualWorld();
  const sockets: HandSocket[] = [];
  const log: unknown[] = [];
  const states: ConnectionState[] = [];
  const person = { id: 'u' as string | null };
  const connection = new BaseConnection({
    url: 'ws://host/room',
    seq: 5,
    userId: 'u',
    whoIsSignedIn: () => Promise.resolve(person.id),
    timers: world.timers,
    openSocket: (url) => {
      sockets.push(new HandSocket(url));
      return sockets.at(-1) as HandSocket;
    },
    listener: {
      onState: (state) => states.push(state),
      onReady: () => undefined,
      onChange: ({ seq }, own) => log.push(own ? [seq, own.id] : seq),
      onSettled: ({ id }, seq) => log.push(`settled ${id} ${seq}`),
      onReject: ({ id }, { type }) => log.push(`rejected ${id} ${type}`),
      onTurn: (op) => op,
      onReplaced: () => undefined,
      onPresence: () => undefined,
      onUnheard: () => log.push('unheard'),
      onReload: (seq, since) => log.push(`reload ${seq} after ${since}`),
    },
  });
  connection.open();
  const socket = () => sockets.at(-1) as HandSocket;
  return { world, sockets, socket, log, states, connection, person };
}

const change = (seq: number, opId?: string): ServerFrame => ({
  t: 'change',
  change: {
    seq,
    at: '',
    actor: null,
    source: 'client',
    changes: [],
    ...(opId ? { opId } : {}),
  } satisfies Change,
});
const op = (id: string): Op => ({ id, kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] });

describe('a connection', () => {
  it('applies the next change only, ignores old ones, and comes back from the last on a gap', () => {
    const { socket, sockets, log } = start();
    expect(socket().url).toBe('ws://host/room?after=5');
    socket().ready().says(change(6));
    socket().says(change(6));
    socket().says(change(8));
    expect([log, sockets.length, sockets[0]?.closedWith, socket().url]).toEqual([
      [6],
      2,
      1000,
      'ws://host/room?after=6',
    ]);
    sockets[0]?.says(change(7));
    expect(log).toEqual([6]);
  });

  it('sends pending ops again under the same ids, in order, until change, ack or refusal', async () => {
    const { world, socket, log, connection } = start();
    for (const id of ['a', 'b', 'c', 'd']) connection.submit(op(id));
    expect(socket().opIds).toEqual([]);
    socket().ready();
    expect(socket().opIds).toEqual(['a', 'b', 'c', 'd']);
    socket().says(change(6, 'a'));
    socket().says({ t: 'reject', opId: 'b', error: { type: 'INVALID_PERMISSIONS', message: '' } });
    socket().ends(1006);
    await world.advance(1_000);
    socket().ready(6);
    expect(socket().opIds).toEqual(['c', 'd']);
    socket().says({ t: 'ack', opId: 'c', seq: 4 });
    socket().says({ t: 'ack', opId: 'a', seq: 6 });
    expect(log).toEqual([[6, 'a'], 'rejected b INVALID_PERMISSIONS', 'settled c 4']);
    expect([...connection.pending.values()].map(({ id }) => id)).toEqual(['d']);
  });

  it('keeps a bounded number of ops on their way', () => {
    const { socket, connection } = start();
    socket().ready();
    for (let index = 0; index < 40; index += 1) connection.submit(op(`op${index}`));
    expect(socket().opIds).toHaveLength(16);
    socket().says({ t: 'ack', opId: 'op0', seq: 6 });
    expect(socket().opIds.at(-1)).toBe('op16');
  });

  it('waits longer after each failure, at once when told, and no longer than 15 s', async () => {
    const { world, sockets, socket, connection } = start();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const from = world.timers.now();
      const count = sockets.length;
      socket().ends(1006);
      while (sockets.length === count) await world.advance(20);
      waits.push(world.timers.now() - from);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect([waits[0] as number, waits.at(-1) as number].map((wait) => Math.round(wait / 100))).toEqual([
      5, 90,
    ]);
    socket().ends(1006);
    connection.reconnectNow();
    expect(sockets).toHaveLength(11);
  });

  it.each([
    [CLOSE_CODES.revoked, 'signedOut'],
    [CLOSE_CODES.accessLost, 'accessLost'],
  ] as const)('does not come back after %i', async (code, state) => {
    const { world, sockets, socket, connection } = start();
    socket().ready().ends(code);
    await world.advance(100_000);
    expect([connection.state, sockets.length]).toEqual([state, 1]);
  });

  it('asks a quiet connection whether it lives, and takes one that does not answer for dead', async () => {
    const { world, sockets, socket, states } = start();
    socket().ready();
    await world.advance(5_500);
    expect(socket().sent).toEqual([{ t: 'ping' }]);
    socket().says({ t: 'pong' });
    await world.advance(5_500);
    expect([socket().sent.length, states.at(-1)]).toEqual([2, 'online']);
    await world.advance(8_500);
    expect([states.at(-1), sockets[0]?.closedWith]).toEqual(['offline', 4000]);
    await world.advance(1_000);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it('finds a dead connection out sooner while an op waits for its answer', async () => {
    const { world, socket, states, connection } = start();
    socket().ready();
    connection.submit(op('a'));
    await world.advance(9_500);
    expect(states.at(-1)).toBe('offline');
  });

  it('concludes nothing from its own sleep: a hidden page asks before it gives a connection up', async () => {
    const { world, socket, connection } = start();
    socket().ready();
    world.sleep(120_000);
    await world.advance(2_000);
    expect([connection.state, socket().sent]).toEqual(['online', [{ t: 'ping' }]]);
  });

  it('gives up a connection that never comes about', async () => {
    const { world, sockets } = start();
    await world.advance(10_000);
    expect([sockets.length, sockets[0]?.closedWith]).toEqual([2, 4000]);
  });

  it('is offline at once when told that the network is gone, and sends again what was not answered', async () => {
    const { world, sockets, socket, states, connection } = start();
    socket().ready();
    connection.submit(op('a'));
    connection.redial();
    expect([connection.state, sockets.length, sockets[0]?.closedWith]).toEqual(['offline', 2, 1000]);
    socket().ends(1006);
    await world.advance(1_000);
    socket().ready();
    expect([states.at(-1), socket().opIds]).toEqual(['online', ['a']]);
  });

  it('is over for a person who signed out while the network was away, until they sign in again', async () => {
    const { world, sockets, socket, connection, person } = start();
    socket().ready().ends(1006);
    connection.submit(op('a'));
    await world.advance(1_000);
    person.id = null;
    socket().ends(1006);
    await world.advance(0);
    await world.advance(60_000);
    expect([connection.state, sockets.length]).toEqual(['signedOut', 2]);
    person.id = 'u';
    connection.open();
    socket().ready();
    expect([connection.state, socket().opIds]).toEqual(['online', ['a']]);
  });

  it('sends nothing in the name of somebody else who signed in meanwhile', async () => {
    const { world, sockets, socket, connection } = start();
    socket().ready().ends(1006);
    connection.submit(op('a'));
    await world.advance(1_000);
    socket().ready(5, 'another');
    await world.advance(60_000);
    expect([connection.state, socket().opIds, sockets.length]).toEqual(['signedOut', [], 2]);
  });

  it.each([
    ['signedOut', 'another'],
    ['accessLost', 'u'],
  ])('is %s when the base is refused to %s', async (state, who) => {
    const { world, socket, connection, person } = start();
    socket().ready().ends(1006);
    await world.advance(1_000);
    person.id = who;
    socket().ends(CLOSE_CODES.accessLost);
    await world.advance(0);
    expect(connection.state).toBe(state);
  });

  it('is not dialled twice, nor once it is over, when the network goes', () => {
    const { sockets, socket, connection } = start();
    socket().ready().ends(1006);
    connection.redial();
    connection.close();
    connection.redial();
    expect([connection.state, sockets.length]).toEqual(['closed', 1]);
  });

  it('goes on after the head when told to reload', () => {
    const { socket, log } = start();
    socket().ready(90).says({ t: 'reload' });
    socket().says(change(91));
    expect(log).toEqual(['reload 90 after 5', 91]);
  });

  it('goes on after what its page knows where the log was cut behind an earlier change', () => {
    const { socket, log, connection, sockets } = start();
    connection.close();
    connection.hearFrom(2);
    connection.open();
    socket().ready(7).says({ t: 'reload' });
    expect(sockets.map(({ url }) => url.split('=')[1])).toEqual(['5', '2', '5']);
    socket().ready(7).says(change(6));
    expect(log).toEqual(['unheard', 6]);
    socket().says({ t: 'reload' });
    expect(log.slice(2)).toEqual(['reload 7 after 6']);
  });

  it('is not taken to have missed changes when only its level is another', () => {
    const { socket, log } = start();
    socket().ready(5).says({ t: 'reload' });
    expect(log).toEqual(['reload 5 after 5']);
  });
});
