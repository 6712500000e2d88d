import { MAX_FIELDS, VIEW_LIMITS } from '@pyairtable/contracts';
import { MAX_DESCRIPTION_LENGTH, MAX_TABLES } from '../structure/field-plan';
import { MAX_NAME_LENGTH } from '../structure/free-name';

/** What a base file may hold at the most; its size in bytes is the caller's to bound. */
export const LIMITS = {
  tables: MAX_TABLES,
  fields: MAX_FIELDS,
  views: VIEW_LIMITS.views,
  users: 10_000,
  records: 2_000_000,
  links: 20_000_000,
  repeat: 100_000,
  name: MAX_NAME_LENGTH,
  description: MAX_DESCRIPTION_LENGTH,
} as const;
