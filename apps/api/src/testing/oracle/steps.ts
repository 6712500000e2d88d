/**
 * What is done to a base, as plain data that can be printed, cut down and done again. Tables, fields, records and people go
 * by keys of ours (`t1`, `f1`, `r1`, `u1`); formulas name fields as `{f1}`, choices go by their names.
 */
export type Step =
  | { do: 'table'; key: string; name: string; fields: FieldStep[] }
  | ({ do: 'field'; table: string } & FieldStep)
  | { do: 'rename'; field: string; name: string }
  | { do: 'drop'; field: string }
  | { do: 'redefine'; field: string; definition: Definition }
  | ({ do: 'create' } & WriteStep)
  | ({ do: 'update' } & WriteStep)
  | { do: 'delete'; by: Surface; key: string; table: string; records: string[] }
  | { do: 'restore'; deletion: string }
  /** The order of the table's view. */
  | { do: 'arrange'; table: string; sort: Sorting[] }
  /** Somebody opens the base in a browser, and writes there from now on what is written over our own API. */
  | { do: 'open' };

export interface Sorting {
  field: string;
  direction: 'asc' | 'desc';
}

export type Surface = 'v0' | 'v1';

export interface WriteStep {
  by: Surface;
  table: string;
  records: { key: string; cells: GivenCells }[];
}

export interface FieldStep {
  key: string;
  name: string;
  type: string;
  /** As the public API takes them; of stored fields. */
  options?: Record<string, unknown>;
  definition?: Definition;
  /** Of a link: the table, and the key of the field that shows the links there. */
  linked?: string;
  inverse?: string;
}

/** What a computed field is made of. */
export interface Definition {
  formula?: string;
  filter?: string;
  link?: string;
  target?: string;
}

/** Values as a person might write them: `''`, `-0`, `false` and `[]` among them. */
export type Given = string | number | boolean | string[] | null;
export type GivenCells = Record<string, Given>;

/** One look at a table through the list of the public API. */
export interface Look {
  read: 'list';
  table: string;
  filter?: string;
  sort: Sorting[];
  pageSize: number;
  form: 'json' | 'string';
}

/** A way of reading a table, and what the structure says of its fields. */
export type Reading =
  | Look
  | { read: 'rows' | 'window' | 'validity'; table: string }
  /** What the last write over the public API answered of these records. */
  | { read: 'answer'; table: string; records: string[] }
  | { read: 'record'; table: string; record: string }
  | { read: 'titles'; table: string; text: string };

export type Line = Step | Reading;

export const isReading = (line: Line): line is Reading => 'read' in line;

/** Keys of the fields that a formula names. */
export const namedIn = (formula: string): string[] => [
  ...new Set([...formula.matchAll(/\{(f\d+)\}/g)].map(([, key]) => key as string)),
];

/** The formula with each field named another way. */
export const renamed = (formula: string, name: (key: string) => string): string =>
  formula.replace(/\{(f\d+)\}/g, (_, key: string) => `{${name(key)}}`);
