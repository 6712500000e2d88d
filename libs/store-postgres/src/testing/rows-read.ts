import { HOUSE } from '../connection/asker';
import type { Prepared } from '../sql/statement';
import type { Store } from '../store';

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** The most rows that a step of the statement, which is run, looks at. */
export async function rowsRead(store: Store, { text, parameters }: Prepared): Promise<number> {
  const { 'QUERY PLAN': plans } = await store.database
    .for(HOUSE)
    .row<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
      text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      parameters,
    });
  const most = ({ Plans = [], ...node }: PlanNode): number =>
    Math.max(
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      ...Plans.map(most),
    );
  return most(plans[0].Plan);
}
