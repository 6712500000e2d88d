import type { RunningSystem } from '@pyairtable/integration';
import { agent, demoUserId, operatorOf } from '../ask-system';
import { send } from '../load';
import { FIELDS, sampleRecord } from '../workload';
import { BASE, recordId, TABLE } from './workloads';

/** Imports the benchmark's base of `count` records, their ids given so that both sides can name any record. */
export async function importSampleBase(system: RunningSystem, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, number) => ({
    id: recordId(number),
    ...sampleRecord(number),
  }));
  const file = {
    id: BASE,
    name: 'Benchmark',
    workspace: 'Benchmark',
    tables: [
      { id: TABLE, name: 'Records', fields: FIELDS, views: [{ name: 'Grid view', type: 'grid' }], records },
    ],
  };
  await send(agent, operatorOf(system), {
    method: 'POST',
    path: '/v1/admin/bases/import',
    body: JSON.stringify({ file, ownerId: await demoUserId(system), users: {} }),
  });
}
