import type { Places as BasePlaces } from '@pyairtable/api/testing/doors';

/** Where a stranger sends things: places of their own, so that they may change them. */
export interface Places extends BasePlaces {
  host: string;
  token: string;
  /** Ids of all that the base has. */
  ids: readonly string[];
  /** Fields of the table, by type and id. */
  fields: readonly { id: string; type: string }[];
}
