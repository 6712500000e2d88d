import type { FieldTypeName, RawCell, ReadCell } from '@pyairtable/contracts';
import type { Result } from '@pyairtable/kernel';
import type { CellSql } from './sql/cell-sql';

/** Why a value does not fit a field; `/v0` maps it to Airtable's error of the same name, the grid shows `message`. */
export interface CellError {
  type:
    | 'INVALID_VALUE_FOR_COLUMN'
    | 'INVALID_MULTIPLE_CHOICE_OPTIONS'
    | 'INVALID_ATTACHMENT_OBJECT'
    | 'ROW_DOES_NOT_EXIST';
  message: string;
  /** The part of a text that means nothing to the field. */
  unread?: string;
}

/** `message` is the tail of Airtable's text; the caller puts "Invalid options for TABLE.FIELD: " before it. */
export interface OptionsError {
  type:
    'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE' | 'UNSUPPORTED_FIELD_TYPE_FOR_CREATE' | 'INVALID_REQUEST_UNKNOWN';
  message: string;
}

export interface Person {
  name: string;
  email: string;
}

/** What formatting and parsing may depend on beside the field itself. */
export interface CellContext {
  fieldName: string;
  /** IANA zone of the person or of the request; used where a field says `client`. */
  timeZone: string;
  /** BCP 47 tag. */
  locale: string;
  /** The people of the base by user id. */
  users: ReadonlyMap<string, Person>;
  /** Titles of linked records by record id. */
  titles: ReadonlyMap<string, string>;
}

/**
 * Values that typecast asks for but that do not exist yet; the caller creates them in the same transaction and
 * puts their ids into the cell with `resolveCell`. `choices`: new choice names. `linkTitles`: primary texts to look
 * up, else create, in the linked table. `wholeTitle`: a text that, where a record has it for a title, means that record
 * alone; else the entries of the cell stand. `attachments`: ids of files that the stored cell must have, to be kept as they are.
 */
export interface TypecastNeeds {
  choices?: string[];
  linkTitles?: string[];
  wholeTitle?: string;
  attachments?: string[];
}

/** A cell ready to store, unless `needs` is set: then the names listed there stand in it in place of ids. */
export interface NormalisedCell {
  cell: RawCell;
  needs?: TypecastNeeds;
}

/** PostgreSQL type of a stored column. */
export type ColumnType =
  | 'text'
  | 'double precision'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'text[]'
  | 'jsonb';

/** Columns that every record row has. */
export type SystemColumn = 'created_at' | 'created_by' | 'modified_at' | 'modified_by';

/**
 * Where the cells of a field are: in a column of its own, in one that every row has, in a junction table, or nowhere: the same for every
 * record, with what formulas read of it, or computed as they are read.
 */
export type FieldStorage =
  | { kind: 'column'; type: ColumnType; sql: CellSql }
  | { kind: 'system'; column: SystemColumn; sql: CellSql }
  | { kind: 'links' }
  | { kind: 'constant'; cell: Exclude<ReadCell, null>; text: string }
  | { kind: 'query' };

/**
 * What the cells of a type mean, whatever their look: cells of one family can stand for each other. Those of `number` and
 * `duration` (seconds) are numbers, of `checkbox` booleans, of `code`, `file`, `button` and `generated` the objects of contracts, of `query` what the
 * field's result says, all others text; lists of it where the type says `several`.
 */
export type FieldFamily =
  | 'text'
  | 'number'
  | 'duration'
  | 'checkbox'
  | 'day'
  | 'instant'
  | 'choice'
  | 'person'
  | 'links'
  | 'file'
  | 'code'
  | 'button'
  | 'generated'
  | 'query';

/**
 * What the server writes into the cells of a type: the table's next number, when or by whom a record was made or changed, what its
 * options say, or what another service of ours brings.
 */
export type Filling =
  { from: 'counter' | 'options' | 'service' } | { from: 'creation' | 'change'; value: 'time' | 'person' };

/**
 * A field type. One folder each; the registry is exhaustively typed, so a new name in contracts fails to compile
 * until its folder exists. Everything here is pure and runs in the browser and on the server.
 */
export interface FieldType<O = unknown> {
  readonly name: FieldTypeName;
  readonly family: FieldFamily;
  /** Its cells are lists. */
  readonly several?: true;
  /** Never writable through any API. */
  readonly computed: boolean;
  /** May serve as a table's primary field. */
  readonly primary: boolean;
  /** Upserts may find records by its cells. */
  readonly mergeable: boolean;
  /** Present where the server writes the cells of its own accord; `filledBy` says it of one field. */
  readonly filling?: Filling;
  /** Where a field with these options keeps its cells, and the SQL to read and write them. */
  storage(options: O): FieldStorage;
  /** Write form → stored read form; mints choice ids, fills formats and colours. `previous` is the stored form on update. */
  normaliseOptions(input: unknown, previous?: O): Result<O | undefined, OptionsError>;
  /** A JSON value of the public API (Airtable's form) → raw cell. With typecast, best effort. */
  normalise(
    value: unknown,
    options: O,
    context: CellContext & { typecast: boolean },
  ): Result<NormalisedCell, CellError>;
  /** Checks a raw cell as sent by our own clients (choice ids, user ids, record ids). */
  check(cell: RawCell, options: O, context: CellContext): Result<RawCell, CellError>;
  /** What a person typed or pasted → raw cell; '' clears. Never creates choices or records. */
  parse(text: string, options: O, context: CellContext): Result<RawCell, CellError>;
  /** Cell as read → text as shown and as copied; also `cellFormat=string`. '' for empty. */
  format(cell: ReadCell, options: O, context: CellContext): string;
  /** Order of two non-empty cells as sorting shows it: negative, 0 or positive. */
  compare(a: ReadCell, b: ReadCell, options: O, context: CellContext): number;
}
