import type { Field } from '@pyairtable/contracts';
import type { RoomUser } from '../room/ports';
import { Room } from '../room/room';
import { SimulatedBase } from './simulated-base';
import { ALPHA, BETA, FIELDS, TABLE_ID } from './simulated-fields';
import { SimulatedClient } from './simulated-client';
import { VirtualWorld } from './virtual-world';

export interface SimulatedRoom {
  world: VirtualWorld;
  base: SimulatedBase;
  room: Room<RoomUser>;
  clients: SimulatedClient[];
  /** What the room reported as its own faults. */
  faults: unknown[];
}

/** A room of three people over a base with so many records, each with the table open. */
export function startRoom(
  initialRows: number,
  sortedBy: string | null,
  fields: readonly Field[] = FIELDS,
): SimulatedRoom {
  const world = new VirtualWorld();
  const base = new SimulatedBase(fields);
  const users = ['usr0', 'usr1', 'usr2'];
  for (const user of users) base.levels.set(user, 'edit');
  const seeder = { userId: 'usr0', resources: null };
  for (let index = 0; index < initialRows; index += 1) {
    const records = [{ id: `rec${index}`, cells: { [ALPHA]: `${index % 7}`, [BETA]: index } }];
    base.execute(seeder, { id: `seed-${index}`, kind: 'records.create', tableId: TABLE_ID, records });
  }
  const faults: unknown[] = [];
  const room = new Room<RoomUser>({
    log: { read: (after, limit) => world.answer('database-log', () => base.read(after, limit)) },
    access: {
      levels: (members) =>
        world.answer('database-access', () => members.map((member) => base.levelOf(member))),
    },
    execute: (user, op) => world.answer(`database-${user.userId}`, () => base.execute(user, op)),
    timers: world.timers,
    onFault: (error) => faults.push(error),
  });
  const clients = users.map(
    (user, index) =>
      new SimulatedClient(user, sortedBy, world, base, room, undefined, index > 0 && sortedBy !== null),
  );
  return { world, base, room, clients, faults };
}
