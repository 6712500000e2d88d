import { contract as endpoints, ENDPOINTS, openApi } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** What all of this is, for programs that make clients of it. */
export function installContractRoutes(app: Server): void {
  const document = JSON.stringify(openApi(ENDPOINTS));
  serve(app, endpoints.readContract, async () => document);
}
