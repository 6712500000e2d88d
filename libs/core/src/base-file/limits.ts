import {
  MAX_DESCRIPTION_LENGTH,
  MAX_FIELDS,
  MAX_MARK_LENGTH,
  MAX_NAME_LENGTH,
  MAX_TABLES,
  VIEW_LIMITS,
} from '@pyairtable/contracts';

/** What a base file may hold at the most; its size in bytes is the caller's to bound. */
export const LIMITS = {
  tables: MAX_TABLES,
  fields: MAX_FIELDS,
  views: VIEW_LIMITS.views,
  users: 10_000,
  records: 2_000_000,
  links: 20_000_000,
  repeat: 100_000,
  /** Of an autoNumber, and what a table gives next: no table counts on from there to where numbers are exact no more. */
  number: 1_000_000_000_000,
  name: MAX_NAME_LENGTH,
  mark: MAX_MARK_LENGTH,
  description: MAX_DESCRIPTION_LENGTH,
} as const;
