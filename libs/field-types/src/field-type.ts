import type { FieldTypeName, RawCell } from '@pyairtable/contracts';
import type { Result } from '@pyairtable/kernel';

/** Why a value does not fit a field; `/v0` maps it to Airtable's error of the same name, the grid shows `message`. */
export interface CellError {
  type: 'INVALID_VALUE_FOR_COLUMN' | 'INVALID_MULTIPLE_CHOICE_OPTIONS' | 'ROW_DOES_NOT_EXIST';
  message: string;
}

export interface OptionsError {
  type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE' | 'UNSUPPORTED_FIELD_TYPE_FOR_CREATE' | 'INVALID_REQUEST_UNKNOWN';
  message: string;
}

/** What formatting and parsing may depend on beside the field itself. */
export interface CellContext {
  fieldName: string;
  /** IANA zone of the person or of the request; used where a field says `client`. */
  timeZone: string;
  /** BCP 47 tag. */
  locale: string;
  /** Names of people by user id, and their ids by lower-case e-mail or name: for collaborators. */
  users: ReadonlyMap<string, { name: string; email: string }>;
  /** Titles of linked records by record id. */
  titles: ReadonlyMap<string, string>;
}

/**
 * Values that typecast asks for but that do not exist yet; the caller creates them in the same transaction.
 * `choices`: new choice names. `linkTitles`: primary texts to look up, else create, in the linked table.
 */
export interface TypecastNeeds {
  choices?: string[];
  linkTitles?: string[];
}

/** PostgreSQL type of the stored column; null when the type stores none of its own. */
export type ColumnType = 'text' | 'double precision' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'text[]' | null;

/**
 * A field type. One folder each; the registry is exhaustively typed, so a new name in contracts fails to compile
 * until its folder exists. Everything here is pure and runs in the browser and on the server.
 */
export interface FieldType<O = unknown> {
  readonly name: FieldTypeName;
  /** Never writable through any API. */
  readonly computed: boolean;
  /** May serve as a table's primary field. */
  readonly primary: boolean;
  readonly column: ColumnType;
  /** Write form → stored read form; mints choice ids, fills formats and colours. `previous` is the stored form on update. */
  normaliseOptions(input: unknown, previous?: O): Result<O | undefined, OptionsError>;
  /** A JSON value of the public API (Airtable's form) → raw cell. With typecast, best effort (airtable-api.md §5.7). */
  normalise(value: unknown, options: O, context: CellContext & { typecast: boolean }): Result<{ cell: RawCell; needs?: TypecastNeeds }, CellError>;
  /** Checks a raw cell as sent by our own clients (choice ids, user ids, record ids). */
  check(cell: RawCell, options: O, context: CellContext): Result<RawCell, CellError>;
  /** What a person typed or pasted → raw cell; '' clears. Never creates choices or records. */
  parse(text: string, options: O, context: CellContext): Result<RawCell, CellError>;
  /** Raw cell → text as shown and as copied; also `cellFormat=string` (airtable-api.md §7). '' for empty. */
  format(cell: RawCell, options: O, context: CellContext): string;
  /** Order of two non-empty cells as sorting shows it: negative, 0 or positive. */
  compare(a: RawCell, b: RawCell, options: O, context: CellContext): number;
  /** SQL of the stored form; see sql.ts. */
  readonly sql: FieldSql<O>;
}

/** Binds a value and returns its placeholder (`$7`); the only way a value reaches SQL. */
export type Bind = (value: unknown) => string;

export interface FieldSql<O> {
  /**
   * Expression of SQL type text holding the public JSON of the cell, NULL when empty. `column` is a quoted,
   * qualified identifier of the stored column.
   */
  publicJson(column: string, options: O, bind: Bind): string;
  /** The same in raw form. */
  rawJson(column: string, options: O, bind: Bind): string;
  /** Expressions to ORDER BY, ascending meaning; NULL is empty. Selects sort by choice order, text case-insensitively. */
  sortKeys(column: string, options: O, bind: Bind): string[];
  /** Expression of the column's type from a jsonb raw cell expression; `null` JSON gives NULL. */
  fromJson(json: string): string;
}
