import Type, { type Static } from 'typebox';
import { id } from './id-shape';
import { MAX_FIELDS, MAX_NAME_LENGTH } from './limits';
import { STORABLE } from './storable';
import { FilterGroup } from './view-filter';
import { Summaries, SummariesChange } from './view-summary';

export const VIEW_TYPES = ['grid', 'form', 'calendar', 'gallery', 'kanban', 'timeline', 'block'] as const;

/** Heights of rows, in the order of their size. */
export const ROW_HEIGHTS = ['short', 'medium', 'tall', 'extraTall'] as const;
export type RowHeight = (typeof ROW_HEIGHTS)[number];

/** Bounds of what a view holds; widths in CSS pixels. */
export const VIEW_LIMITS = {
  name: MAX_NAME_LENGTH,
  /** Views of a table. */
  views: 1_000,
  fields: MAX_FIELDS,
  sortKeys: 20,
  groups: 3,
  /** Heads of groups that a view shows. */
  groupHeads: 10_000,
  /** Conditions by which records are coloured, the first that holds. */
  colors: 20,
  /** Characters. */
  filterFormula: 100_000,
  columnWidth: { minimum: 48, maximum: 1200 },
  /** Characters of a view's conditions, colours and formula, and of those of all views of a table: whoever opens the base reads them. */
  written: 150_000,
  allWritten: 2_000_000,
} as const;

const FieldId = id('field');

const SortKey = Type.Object(
  { fieldId: FieldId, direction: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) },
  { additionalProperties: false },
);

/** By the colour of what a record has chosen in a field, or by the first filter that keeps it; colours are those of choices. */
const RecordColors = Type.Union([
  Type.Object({ fieldId: FieldId }, { additionalProperties: false }),
  Type.Object(
    {
      rules: Type.Array(
        Type.Object(
          { color: Type.String({ pattern: '^[a-z]{3,6}(Light[12]|Bright|Dark1)$' }), filter: FilterGroup },
          { additionalProperties: false },
        ),
        { maxItems: VIEW_LIMITS.colors },
      ),
    },
    { additionalProperties: false },
  ),
]);
export type RecordColors = Static<typeof RecordColors>;

/** What a person arranges of a view; lists replace what was there, widths and summaries are added to it. */
const ARRANGED = {
  name: Type.String({ minLength: 1, maxLength: VIEW_LIMITS.name, pattern: STORABLE }),
  /** Field ids in display order; absent: all fields in table order. */
  visibleFieldIds: Type.Array(FieldId, { maxItems: VIEW_LIMITS.fields }),
  /** Width of a column by field id. */
  columnWidths: Type.Record(FieldId, Type.Integer(VIEW_LIMITS.columnWidth), { additionalProperties: false }),
  rowHeight: Type.Union(ROW_HEIGHTS.map((height) => Type.Literal(height))),
  /** Conditions that hold for the rows shown; without any, all are. */
  filter: FilterGroup,
  /** A formula that holds for the rows shown, fields by id; '' for none. */
  filterFormula: Type.String({ maxLength: VIEW_LIMITS.filterFormula, pattern: STORABLE }),
  /** Rows with equal cells stand together under a head; from the outermost group. */
  groups: Type.Array(SortKey, { maxItems: VIEW_LIMITS.groups }),
  sort: Type.Array(SortKey, { maxItems: VIEW_LIMITS.sortKeys }),
  /** How records are coloured; null in a change takes the colours away. */
  colors: RecordColors,
  /** What is told of a field's cells beneath them and in the heads of groups. */
  summaries: Summaries,
  /** Nobody arranges, renames or deletes it before it is unlocked. */
  locked: Type.Boolean(),
  /** Only this person arranges it; null in a change gives it to everybody. */
  personalForUserId: id('user'),
};

/** `PATCH /v1/bases/{app}/tables/{tbl}/views/{viw}`: a setting of a view that people change is added here. */
export const ViewChange = Type.Partial(
  Type.Object({
    ...ARRANGED,
    summaries: SummariesChange,
    colors: Type.Union([RecordColors, Type.Null()]),
    personalForUserId: Type.Union([ARRANGED.personalForUserId, Type.Null()]),
  }),
  {
    additionalProperties: false,
  },
);
export type ViewChange = Omit<Static<typeof ViewChange>, 'rowHeight'> & { rowHeight?: RowHeight };

const { name, ...settings } = ARRANGED;

export const View = Type.Object({
  id: Type.String(),
  name,
  type: Type.Union(VIEW_TYPES.map((type) => Type.Literal(type))),
  ...Type.Partial(Type.Object(settings)).properties,
});
export type View = Omit<Static<typeof View>, 'type' | 'rowHeight'> & {
  type: (typeof VIEW_TYPES)[number];
  rowHeight?: RowHeight;
};

const ViewId = id('view');

/**
 * `POST /v1/bases/{app}/tables/{tbl}/views`: settings as for a change, over those of the view `copyOf` where one is named. `id`: made by the
 * client, to take back a deletion. `before`: the view in front of which it is placed; absent or null: the end.
 */
export const NewView = Type.Object(
  {
    ...ViewChange.properties,
    id: Type.Optional(ViewId),
    type: Type.Optional(Type.Union(VIEW_TYPES.map((type) => Type.Literal(type)))),
    copyOf: Type.Optional(ViewId),
    before: Type.Optional(Type.Union([ViewId, Type.Null()])),
  },
  { additionalProperties: false },
);
export type NewView = ViewChange & {
  id?: string;
  type?: View['type'];
  copyOf?: string;
  before?: string | null;
};

/** What a view keeps beside its name and type: whoever reads or rewrites a view has an answer for each of them. */
export type ViewSettings = Omit<View, 'id' | 'name' | 'type'>;
