import type { LinkedTitle, RawCell } from '@pyairtable/contracts';

/** A record that is made with the first cell that links to it: none is there before. */
export interface LinkedToMake {
  tableId: string;
  id: string;
  cells: Record<string, RawCell>;
}

/** A record to link to, as pickers offer it. */
export interface OfferedLink extends LinkedTitle {
  toMake?: LinkedToMake;
}
