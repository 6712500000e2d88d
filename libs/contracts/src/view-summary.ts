import Type, { type Static } from 'typebox';
import { id } from './id-shape';

/** What the cells of a field are summarised to; which of them a field has, core says. A box is filled when it is checked. */
export const SUMMARY_KINDS = [
  'sum',
  'average',
  'median',
  'min',
  'max',
  'range',
  'histogram',
  'earliest',
  'latest',
  'dayRange',
  'filled',
  'empty',
  'percentFilled',
  'percentEmpty',
  'unique',
] as const;
export type SummaryKind = (typeof SUMMARY_KINDS)[number];

/** Bounds of a request for summaries. */
export const SUMMARY_LIMITS = { fields: 500, ranges: 1_000, recordIds: 10_000 } as const;

const Place = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const FieldId = id('field');
const Kind = Type.Union(SUMMARY_KINDS.map((kind) => Type.Literal(kind)));

/** The kind of summary by field id. */
export const Summaries = Type.Unsafe<Record<string, SummaryKind>>(
  Type.Record(FieldId, Kind, { additionalProperties: false }),
);
export type Summaries = Static<typeof Summaries>;

/** A change of them, which is added to what there is: null takes one away. */
export const SummariesChange = Type.Unsafe<Record<string, SummaryKind | null>>(
  Type.Record(FieldId, Type.Union([Kind, Type.Null()]), { additionalProperties: false }),
);
export type SummariesChange = Static<typeof SummariesChange>;

/** How many numbers lie in each of equally wide parts from the least to the greatest; one part where all are the same. */
export interface Histogram {
  from: number;
  to: number;
  counts: number[];
}

/**
 * A number, shares from 0 to 1, durations in seconds and `dayRange` in whole days; a date as its cells have it; null where there is nothing to
 * summarise. Errors and what is not finite are no numbers and no dates, but fill a cell.
 */
export type SummaryValue = number | string | { histogram: Histogram } | null;

/** A head of a grouped view: a run of rows whose cells stand equal in order. */
export interface ViewGroup<Cell = unknown> {
  /** Which of the view's groups it is of, from the outermost. */
  level: 0 | 1 | 2;
  /** That field's cell in its first row, as rows have it; absent: empty. */
  cell?: Cell;
  /** Index of its first row in the view. */
  start: number;
  /** Rows. */
  count: number;
  summaries: Record<string, SummaryValue>;
}

/** `GET /v1/bases/{app}/tables/{tbl}/groups?view=`: rows, groups and summaries of one moment. */
export interface ViewGroups {
  seq: number;
  schemaVersion: number;
  /** What they are groups and summaries of: the view as it was set then. */
  groupedBy: string[];
  kinds: Summaries;
  /** Rows of the view. */
  total: number;
  /** Of all its rows, by field id. */
  summaries: Record<string, SummaryValue>;
  /** In the order of rows, each before those within it; [] where nothing groups, null where there are more than `VIEW_LIMITS.groupHeads`. */
  groups: ViewGroup[] | null;
}

/**
 * `POST /v1/bases/{app}/tables/{tbl}/summaries`: of the rows of a view, or of all rows, in order; of those in the ranges (`end` not among them) or
 * of those named, if there are some.
 */
export const SummariesQuery = Type.Object(
  {
    view: Type.Optional(Type.String({ maxLength: 255 })),
    summaries: Summaries,
    ranges: Type.Optional(
      Type.Array(Type.Object({ start: Place, end: Place }, { additionalProperties: false }), {
        maxItems: SUMMARY_LIMITS.ranges,
      }),
    ),
    recordIds: Type.Optional(Type.Array(id('record'), { maxItems: SUMMARY_LIMITS.recordIds })),
  },
  { additionalProperties: false },
);
export type SummariesQuery = Static<typeof SummariesQuery>;

/** The answer to it. */
export interface SummariesAnswer {
  seq: number;
  summaries: Record<string, SummaryValue>;
}
