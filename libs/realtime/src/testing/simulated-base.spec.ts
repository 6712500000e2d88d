import type { Field } from '@pyairtable/contracts';
import { describeComputedPorts } from './computed-conformance';
import { type BasePorts, describePorts } from './port-conformance';
import { SimulatedBase } from './simulated-base';
import {
  ALPHA,
  BETA,
  COMPUTED_FIELDS,
  FIELDS,
  MODIFIED,
  NAMES,
  OWN,
  PEERS,
  SUM,
  TABLE_ID,
  TOTAL,
} from './simulated-fields';

function portsOf(fields: readonly Field[]): BasePorts {
  const base = new SimulatedBase(fields);
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
}

describePorts('the simulated base', async () => portsOf(FIELDS));
describeComputedPorts('the simulated base', async () => ({
  ...portsOf(COMPUTED_FIELDS),
  peers: PEERS,
  own: OWN,
  names: NAMES,
  sum: SUM,
  total: TOTAL,
}));
