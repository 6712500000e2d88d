import * as bases from './bases';
import * as collaborators from './collaborators';
import * as contract from './contract';
import type { Endpoint } from './endpoint';
import * as fields from './fields';
import * as history from './history';
import * as rows from './rows';
import * as search from './search';
import * as tables from './tables';
import * as timeMachine from './time-machine';
import * as transfer from './transfer';
import * as trash from './trash';
import * as views from './views';
import * as workspaces from './workspaces';

export type * from './endpoint';
export { openApi } from './open-api';
export {
  bases,
  collaborators,
  contract,
  fields,
  history,
  rows,
  search,
  tables,
  timeMachine,
  transfer,
  trash,
  views,
  workspaces,
};

const ROOMS = {
  workspaces,
  bases,
  collaborators,
  contract,
  tables,
  fields,
  views,
  rows,
  search,
  history,
  trash,
  timeMachine,
  transfer,
};

/** An endpoint under the name by which programs call it. */
export interface NamedEndpoint extends Endpoint {
  name: string;
  room: string;
}

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'scopes' in value;

/** All that the api serves under /v1 over HTTP, room by room. */
export const ENDPOINTS: readonly NamedEndpoint[] = Object.entries(ROOMS).flatMap(([room, endpoints]) =>
  Object.entries(endpoints as Record<string, unknown>).flatMap(([name, value]) =>
    isEndpoint(value) ? [{ ...value, name, room }] : [],
  ),
);
