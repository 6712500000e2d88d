import { contract as endpoints, ENDPOINTS, openApi } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** What all of this is, for programs that make clients of it. */
export function installContractRoutes(app: Server): void {
  // Made when it is first asked for: few starts ever are.
  let document: string | undefined;
  serve(app, endpoints.readContract, async () => (document ??= JSON.stringify(openApi(ENDPOINTS))));
}
