/** Fields that a table holds at the most. */
export const MAX_FIELDS = 500;
/** Tables that a base holds at the most. */
export const MAX_TABLES = 1_000;
/** Tables that one request makes with a base, and fields in all of them: each takes the database some milliseconds, and a request must end in time. */
export const NEW_BASE_LIMITS = { tables: 200, fields: 1_000 } as const;
/** Of a workspace, a base, a snapshot, a table, a field or a view; the names within a base in UTF-16 units. */
export const MAX_NAME_LENGTH = 255;
/** The name of a base's colour or icon. */
export const MAX_MARK_LENGTH = 40;
/** Of a table or a field, in UTF-16 units. */
export const MAX_DESCRIPTION_LENGTH = 20_000;
/** Bytes of what people write into the tables, fields and views of a base. */
export const MAX_STRUCTURE = 16 * 1024 * 1024;
/** Titles that records are found by: how long one may be, in UTF-16 units, and how many are asked for at once. */
export const TITLE_LIMITS = { length: 1_000, asked: 1_000 } as const;
/**
 * Defaults of fields, which a request of a few bytes puts into many records: the UTF-16 units of one, the choices or people of one, and
 * the characters that all of them come to in the records that a request makes.
 */
export const DEFAULT_LIMITS = { text: 10_000, items: 500, made: 8 * 1024 * 1024 } as const;
