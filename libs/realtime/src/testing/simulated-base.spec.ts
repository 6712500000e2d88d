import { describePorts } from './port-conformance';
import { SimulatedBase } from './simulated-base';
import { ALPHA, BETA, MODIFIED, TABLE_ID } from './simulated-fields';

describePorts('the simulated base', async () => {
  const base = new SimulatedBase();
  return {
    tableId: TABLE_ID,
    text: ALPHA,
    number: BETA,
    changedBy: MODIFIED,
    log: { read: async (after, limit) => base.read(after, limit) },
    access: { levels: async (users) => users.map((user) => base.levelOf(user)) },
    execute: async (user, op) => base.execute(user, op),
    setLevel: async (userId, level) => void base.levels.set(userId, level),
    window: async ({ sorted, ...range }) => base.window({ ...range, sortedBy: sorted ? ALPHA : null }),
    rows: async (ids, fields) => base.rows(ids, fields),
    ids: async (start, limit) => ({ seq: base.head, ids: base.ids().slice(start, start + limit) }),
  };
});
