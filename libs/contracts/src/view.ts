import Type, { type Static } from 'typebox';
import { MAX_FIELDS } from './table-limits';

export const VIEW_TYPES = ['grid', 'form', 'calendar', 'gallery', 'kanban', 'timeline', 'block'] as const;

/** Bounds of what a view holds; widths in CSS pixels. */
export const VIEW_LIMITS = {
  name: 255,
  fields: MAX_FIELDS,
  sortKeys: 20,
  /** Characters. */
  filterFormula: 100_000,
  columnWidth: { minimum: 48, maximum: 1200 },
} as const;

const FieldId = Type.String({ pattern: '^fld[0-9A-Za-z]{14}$' });

/** What a person arranges of a view; lists replace what was there, widths are added to it. */
const ARRANGED = {
  // PostgreSQL holds no NUL and no half of a surrogate pair.
  name: Type.String({ minLength: 1, maxLength: VIEW_LIMITS.name, pattern: '^[^\\0\\p{Surrogate}]*$' }),
  /** Field ids in display order; absent: all fields in table order. */
  visibleFieldIds: Type.Array(FieldId, { maxItems: VIEW_LIMITS.fields }),
  /** Width of a column by field id. */
  columnWidths: Type.Record(FieldId, Type.Integer(VIEW_LIMITS.columnWidth), { additionalProperties: false }),
  sort: Type.Array(
    Type.Object(
      { fieldId: FieldId, direction: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) },
      { additionalProperties: false },
    ),
    { maxItems: VIEW_LIMITS.sortKeys },
  ),
};

/** `PATCH /v1/bases/{app}/tables/{tbl}/views/{viw}`: a setting of a view that people change is added here. */
export const ViewChange = Type.Partial(Type.Object(ARRANGED), { additionalProperties: false });
export type ViewChange = Static<typeof ViewChange>;

const { name, ...settings } = ARRANGED;

export const View = Type.Object({
  id: Type.String(),
  name,
  type: Type.Union(VIEW_TYPES.map((type) => Type.Literal(type))),
  ...Type.Partial(Type.Object(settings)).properties,
  /** Formula, fields by id: lists by view keep the records that it keeps; the grid says that there is one and shows all. */
  filterFormula: Type.Optional(Type.String()),
});
export type View = Omit<Static<typeof View>, 'type'> & { type: (typeof VIEW_TYPES)[number] };

/** What a view keeps beside its name and type: whoever reads or rewrites a view has an answer for each of them. */
export type ViewSettings = Omit<View, 'id' | 'name' | 'type'>;
