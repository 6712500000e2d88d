import type { Store } from '../store';
import { sampleComputedRequests } from './sample-computed-requests';
import type { SampleBase } from './sample-base';
import { sampleRequests, type SampleRequest } from './sample-requests';
import { sampleStructureRequests } from './sample-structure-requests';

/** A request of each shape that the store has a statement for, by name and in this order. */
export const allRequests = (store: Store, base: SampleBase): Record<string, SampleRequest> => ({
  ...sampleRequests(store, base),
  ...sampleStructureRequests(store, base),
  ...sampleComputedRequests(store, base),
});
