import Type from 'typebox';
import { RawCell } from '../cells';
import type { Change } from '../changes';
import { MAX_FIELDS, TITLE_LIMITS } from '../limits';
import { Op, type OpResult } from '../ops';
import type { RowWindow } from '../records';
import { SUMMARY_LIMITS, type SummariesAnswer, SummariesQuery, type ViewGroups } from '../view-summary';
import { endpoint } from './endpoint';
import { Source } from './history';
import { Row } from './row-shape';
import { id, limit, orNull, text, time, wholeNumber } from './shapes';

const WINDOW = { default: 100, max: 500 } as const;
/** Rows that a person may choose for one act. */
const CHOSEN = { default: 200_000, max: 200_000 } as const;
const TITLES = { default: 20, max: 50 } as const;
const LONGEST_TITLE = TITLE_LIMITS.length;

const OF_TABLE = '/v1/bases/{baseId}/tables/{tableId}';
const view = Type.Optional(Type.String());
const Window = Type.Unsafe<RowWindow>(
  Type.Object({
    seq: wholeNumber(),
    schemaVersion: wholeNumber(),
    total: wholeNumber(),
    start: wholeNumber(),
    rows: Type.Array(Row),
  }),
);

export const readRows = endpoint({
  method: 'GET',
  path: `${OF_TABLE}/rows`,
  summary:
    'A run of the rows of a view, or of the table, from one place on: fewer than asked for behind 8 MiB of them',
  scopes: ['data.records:read'],
  query: {
    view,
    start: Type.Optional(wholeNumber()),
    limit: limit(WINDOW),
    after: Type.Optional(wholeNumber()),
  },
  status: 200,
  answer: Window,
});

export const readRowIds = endpoint({
  method: 'GET',
  path: `${OF_TABLE}/rows/ids`,
  summary: 'The ids of a run of rows',
  scopes: ['data.records:read'],
  query: { view, start: Type.Optional(wholeNumber()), limit: limit(CHOSEN) },
  status: 200,
  answer: Type.Object({ seq: wholeNumber(), ids: Type.Array(Type.String()) }),
});

export const readSomeRows = endpoint({
  method: 'POST',
  path: `${OF_TABLE}/rows/read`,
  summary:
    'Rows by id, with all of their cells or some; behind 8 MiB of them `next` is the first that is left',
  scopes: ['data.records:read'],
  reads: true,
  body: Type.Object(
    {
      ids: Type.Array(id('record'), { maxItems: WINDOW.max }),
      fields: Type.Optional(Type.Array(id('field'), { maxItems: MAX_FIELDS })),
    },
    { additionalProperties: false },
  ),
  status: 200,
  answer: Type.Object({ rows: Type.Array(Row), next: Type.Optional(id('record')) }),
});

export const readRow = endpoint({
  method: 'GET',
  path: `${OF_TABLE}/rows/{recordId}`,
  summary: 'One row',
  scopes: ['data.records:read'],
  status: 200,
  answer: Row,
});

export const findTitles = endpoint({
  method: 'GET',
  path: `${OF_TABLE}/titles`,
  summary: 'Records whose title contains a text, to be linked',
  scopes: ['data.records:read'],
  query: { view, q: Type.Optional(Type.String({ maxLength: LONGEST_TITLE })), limit: limit(TITLES) },
  status: 200,
  answer: Type.Object({ records: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })) }),
});

export const findTitled = endpoint({
  method: 'POST',
  path: `${OF_TABLE}/titles/find`,
  summary:
    'Of each title that is asked for the oldest record that has it, else the only one that has it case and accents aside, as pasted links mean it',
  scopes: ['data.records:read'],
  reads: true,
  body: Type.Object(
    { titles: Type.Array(text(LONGEST_TITLE), { maxItems: TITLE_LIMITS.asked }) },
    { additionalProperties: false },
  ),
  status: 200,
  answer: Type.Object({
    records: Type.Array(Type.Object({ asked: Type.String(), id: Type.String(), title: Type.String() })),
  }),
});

const Summary = Type.Union([
  Type.Number(),
  Type.String(),
  Type.Object({
    histogram: Type.Object({ from: Type.Number(), to: Type.Number(), counts: Type.Array(wholeNumber()) }),
  }),
  Type.Null(),
]);
const SummaryByField = Type.Record(Type.String(), Summary);

export const readGroups = endpoint({
  method: 'GET',
  path: `${OF_TABLE}/groups`,
  summary: 'The heads of the groups of a view with counts and summaries, and the summaries of the view',
  scopes: ['data.records:read'],
  query: { view },
  status: 200,
  answer: Type.Unsafe<ViewGroups>(
    Type.Object({
      seq: wholeNumber(),
      schemaVersion: wholeNumber(),
      groupedBy: Type.Array(Type.String()),
      kinds: Type.Record(Type.String(), Type.String()),
      total: wholeNumber(),
      summaries: SummaryByField,
      groups: orNull(
        Type.Array(
          Type.Object({
            level: Type.Integer({ minimum: 0, maximum: 2 }),
            cell: Type.Optional(Type.Unknown()),
            start: wholeNumber(),
            count: wholeNumber(),
            summaries: SummaryByField,
          }),
        ),
      ),
    }),
  ),
});

export const summarise = endpoint({
  method: 'POST',
  path: `${OF_TABLE}/summaries`,
  summary: `Summaries of up to ${SUMMARY_LIMITS.fields} fields over a view, over ranges of its rows or over some records`,
  scopes: ['data.records:read'],
  reads: true,
  body: Type.Unsafe<SummariesQuery>(SummariesQuery),
  status: 200,
  answer: Type.Unsafe<SummariesAnswer>(Type.Object({ seq: wholeNumber(), summaries: SummaryByField })),
});

export const executeOp = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/ops',
  summary: 'Carries out an intent on records; the same id again answers with the first result',
  scopes: ['data.records:write'],
  body: Type.Unsafe<Op>(Op),
  status: 200,
  answer: Type.Unsafe<OpResult>(
    Type.Object({ opId: Type.String(), seq: wholeNumber(), recordIds: Type.Array(Type.String()) }),
  ),
});

const Cells = Type.Record(Type.String(), RawCell);
const RecordChanges = Type.Object({
  kind: Type.Literal('records'),
  tableId: Type.String(),
  created: Type.Optional(
    Type.Array(Type.Object({ id: Type.String(), n: Type.Integer(), createdTime: time(), cells: Cells })),
  ),
  updated: Type.Optional(Type.Array(Type.Object({ id: Type.String(), before: Cells, after: Cells }))),
  deleted: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        n: Type.Integer(),
        createdTime: Type.Optional(time()),
        createdBy: Type.Optional(orNull(Type.String())),
        before: Cells,
      }),
    ),
  ),
});
const SchemaChange = Type.Object({
  kind: Type.Literal('schema'),
  schemaVersion: wholeNumber(),
  action: Type.String(),
  tableId: Type.Optional(Type.String()),
  fieldId: Type.Optional(Type.String()),
  viewId: Type.Optional(Type.String()),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  undoes: Type.Optional(wholeNumber()),
});
const LogEntry = Type.Unsafe<Change>(
  Type.Object({
    seq: wholeNumber(),
    at: time(),
    actor: orNull(Type.String()),
    source: Source,
    opId: Type.Optional(Type.String()),
    changes: Type.Array(Type.Union([RecordChanges, SchemaChange])),
    titles: Type.Optional(Type.Record(Type.String(), Type.String())),
    affected: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  }),
);

export const readChanges = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/changes',
  summary: 'The entries of the log behind one',
  scopes: ['data.records:read', 'schema.bases:read'],
  query: { after: Type.Optional(wholeNumber()), limit: limit(WINDOW) },
  status: 200,
  answer: Type.Object({ changes: Type.Array(LogEntry), head: Type.Optional(wholeNumber()) }),
});
