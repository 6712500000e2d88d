import type { RecordDifference } from '@pyairtable/contracts';

export const CHANGE_WORDS: Readonly<Record<RecordDifference['change'], string>> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Deleted',
};

const ASPECTS: Readonly<Record<string, string>> = {
  primaryFieldId: 'primary field',
  personalForUserId: 'whose it is',
  cells: 'all cells',
};

/** Names of what is other, as people say them: `visibleFieldOrder` is visible field order. */
export const aspectWords = (aspects: readonly string[]): string =>
  aspects.map((one) => ASPECTS[one] ?? one.replaceAll(/([A-Z])/g, ' $1').toLowerCase()).join(', ');
