import {
  appError,
  type Change,
  type ClientFrame,
  CLOSE_CODES,
  type Op,
  type PermissionLevel,
  type ServerFrame,
} from '@pyairtable/contracts';
import { VirtualWorld } from '../testing/virtual-world';
import type { RoomUser } from './ports';
import { Room } from './room';

const change = (seq: number): Change => ({ seq, at: '', actor: null, source: 'client', changes: [] });

function start() {
  const world = new VirtualWorld();
  const log: Change[] = [];
  const levels = new Map<string, PermissionLevel>();
  const levelReads: number[] = [];
  const executed: string[] = [];
  const faults: string[] = [];
  let outcome: (op: Op) => { opId: string; seq: number; recordIds: string[] } = (op) => {
    log.push({ ...change(log.length + 1), opId: op.id });
    return { opId: op.id, seq: log.length, recordIds: [] };
  };
  const room = new Room<RoomUser>({
    log: { read: async (after, limit) => ({ changes: log.slice(after, after + limit), head: log.length }) },
    access: {
      levels: async (users) => {
        levelReads.push(users.length);
        return users.map(({ userId }) => levels.get(userId) ?? 'none');
      },
    },
    execute: async (_, op) => {
      executed.push(op.id);
      return outcome(op);
    },
    timers: world.timers,
    onFault: (_, doing) => faults.push(doing),
  });
  const join = async (userId: string, after = log.length, buffered = 0) => {
    levels.set(userId, levels.get(userId) ?? 'edit');
    const heard: ServerFrame[] = [];
    const member = { heard, closed: undefined as number | undefined, buffered, leaves: 0 };
    const seat = room.join(
      userId,
      { userId, name: userId, resources: null },
      {
        send: (text) => {
          heard.push(JSON.parse(text));
          member.buffered += member.leaves;
        },
        bufferedBytes: () => member.buffered,
        drained: async () => undefined,
        close: (code) => (member.closed = code),
      },
      after,
    );
    await world.advance(1);
    const say = (frame: ClientFrame) => seat.receive(() => ({ ok: true, frame }));
    return Object.assign(member, { seat, say });
  };
  const rest = () => world.advance(10);
  return {
    world,
    room,
    log,
    levels,
    levelReads,
    executed,
    faults,
    join,
    rest,
    fail: (work: typeof outcome) => (outcome = work),
  };
}

const op = (id: string): Op => ({ id, kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] });
const seqs = (heard: ServerFrame[]) =>
  heard.flatMap((frame) => (frame.t === 'change' ? [frame.change.seq] : []));

describe('a room', () => {
  it('reads levels once per batch for all members', async () => {
    const { room, log, levelReads, join, rest } = start();
    const members = [await join('a'), await join('b'), await join('c')];
    levelReads.length = 0;
    log.push(change(1), change(2), change(3));
    room.notice(3);
    await rest();
    expect(levelReads).toEqual([3]);
    for (const { heard } of members) expect(seqs(heard)).toEqual([1, 2, 3]);
  });

  it('delivers nothing to somebody who lost access before the batch', async () => {
    const { room, log, levels, join, rest } = start();
    const [a, b] = [await join('a'), await join('b')];
    levels.set('b', 'none');
    log.push(change(1));
    room.notice(1);
    await rest();
    expect([seqs(a.heard), seqs(b.heard), b.closed]).toEqual([[1], [], CLOSE_CODES.accessLost]);
  });

  it('closes nobody for one change that is larger than what may be left unread, and who leaves it unread at the next', async () => {
    const { room, log, join, rest } = start();
    const [a, b] = [await join('a'), await join('b')];
    for (const member of [a, b]) member.leaves = 15_000_000;
    log.push(change(1));
    room.notice(1);
    await rest();
    a.say({ t: 'ping' });
    expect([a.closed, b.closed, a.heard.at(-1)]).toEqual([undefined, undefined, { t: 'pong' }]);
    a.buffered = 0;
    log.push(change(2));
    room.notice(2);
    await rest();
    expect([a.closed, seqs(a.heard), b.closed, seqs(b.heard)]).toEqual([undefined, [1, 2], 1013, [1, 2]]);
  });

  it('closes a member that does not read, and not the others', async () => {
    const { room, log, join, rest } = start();
    const [a, b] = [await join('a'), await join('b')];
    b.buffered = 100_000_000;
    log.push(change(1));
    room.notice(1);
    await rest();
    expect([a.closed, b.closed, room.size]).toEqual([undefined, 1013, 1]);
  });

  it('closes a member that asks on and reads no answers, beside the page that it catches up with', async () => {
    const { join } = start();
    const [a, b] = [await join('a'), await join('b', 0, 100_000_000)];
    a.buffered = 10_000_000;
    for (const member of [a, b]) member.say({ t: 'ping' });
    expect([a, b].map(({ closed, heard }) => [closed, heard.at(-1)?.t])).toEqual([
      [1013, 'ready'],
      [undefined, 'pong'],
    ]);
    b.buffered += 10_000_000;
    b.say({ t: 'ping' });
    expect(b.closed).toBe(1013);
  });

  it('carries the ops of a socket out one after the other', async () => {
    const { executed, join, rest } = start();
    const a = await join('a');
    for (const id of ['1', '2', '3']) a.say({ t: 'op', op: op(id) });
    await rest();
    expect(executed).toEqual(['1', '2', '3']);
    expect(a.heard.filter(({ t }) => t === 'change' || t === 'ack').map(({ t }) => t)).toEqual([
      'change',
      'ack',
      'change',
      'ack',
      'change',
      'ack',
    ]);
  });

  it('sends the client away to come back when an op failed for a reason that passes, leaving those behind it', async () => {
    const { executed, join, rest, fail, faults } = start();
    const a = await join('a');
    fail(() => {
      throw appError('RETRIABLE_ERROR');
    });
    for (const id of ['1', '2']) a.say({ t: 'op', op: op(id) });
    await rest();
    expect([a.closed, executed, faults]).toEqual([1013, ['1'], ['executing an op']]);
    expect(a.heard.some(({ t }) => t === 'reject')).toBe(false);
  });

  it('refuses an op that meets an unknown fault, and tells nothing of it', async () => {
    const { join, rest, fail } = start();
    const a = await join('a');
    fail(() => {
      throw new Error('relation "secret" does not exist');
    });
    a.say({ t: 'op', op: op('1') });
    await rest();
    expect(a.heard.at(-1)).toMatchObject({ t: 'reject', opId: '1', error: { type: 'SERVER_ERROR' } });
    expect(JSON.stringify(a.heard)).not.toContain('secret');
  });

  it('passes presence on at most twenty times a second, and only the newest', async () => {
    const { world, join } = start();
    const [a, b] = [await join('a'), await join('b')];
    await world.advance(100);
    b.heard.length = 0;
    for (let step = 0; step < 50; step += 1) {
      a.say({ t: 'presence', tableId: 'tbl', cell: { recordId: `rec${step}`, fieldId: 'fld' } });
      await world.advance(10);
    }
    await world.advance(100);
    const boards = b.heard.filter(({ t }) => t === 'presence');
    expect(boards.length).toBeGreaterThan(5);
    expect(boards.length).toBeLessThanOrEqual(12);
    expect(boards.at(-1)).toMatchObject({ sessions: [{ cell: { recordId: 'rec49' } }] });
  });

  it('closes a socket that sends frames too fast', async () => {
    const { join } = start();
    const a = await join('a');
    for (let count = 0; count < 130; count += 1) a.say({ t: 'ping' });
    expect(a.closed).toBe(CLOSE_CODES.tooFast);
  });
});
