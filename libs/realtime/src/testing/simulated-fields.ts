import type { Field, RawCell, Row, RowCell } from '@pyairtable/contracts';
import { type BaseModel, OwnFormulas } from '@pyairtable/core';

export const TABLE_ID = 'tblSimulation0000';
export const FIELDS: Field[] = [
  { id: 'fldAlpha000000000', name: 'Alpha', type: 'singleLineText' },
  { id: 'fldBeta0000000000', name: 'Beta', type: 'number', options: { precision: 0 } },
  {
    id: 'fldModified000000',
    name: 'Modified by',
    type: 'lastModifiedBy',
    options: { referencedFieldIds: [] },
  },
];
export const [ALPHA, BETA, MODIFIED] = FIELDS.map(({ id }) => id) as [string, string, string];

/** A link of the table to itself; formulas of the row's own cells and of titles; a sum over the link, and what reads it. */
export const [PEERS, OWN, NAMES, SUM, TOTAL] = [
  'fldPeers000000000',
  'fldOwn00000000000',
  'fldNames000000000',
  'fldSum00000000000',
  'fldTotal000000000',
] as const;

const formula = (id: string, name: string, source: string): Field => ({
  id,
  name,
  type: 'formula',
  options: { formula: source, isValid: true, referencedFieldIds: [], result: null },
});

export const COMPUTED_FIELDS: Field[] = [
  ...FIELDS,
  {
    id: PEERS,
    name: 'Peers',
    type: 'multipleRecordLinks',
    options: { linkedTableId: TABLE_ID, isReversed: false, prefersSingleRecordLink: false },
  },
  formula(OWN, 'Own', `{${ALPHA}} & "-" & {${BETA}}`),
  formula(NAMES, 'Names', `UPPER({${PEERS}} & "")`),
  {
    id: SUM,
    name: 'Sum',
    type: 'rollup',
    options: {
      formula: 'SUM(values)',
      recordLinkFieldId: PEERS,
      fieldIdInLinkedTable: BETA,
      isValid: true,
      referencedFieldIds: [],
      result: null,
    },
  },
  formula(TOTAL, 'Total', `{${SUM}} + {${BETA}} + LEN({${OWN}})`),
];

export interface SimulatedRow {
  id: string;
  n: number;
  createdTime: string;
  cells: Record<string, RawCell>;
}

/** The row as the store reads it: links with titles, computed cells computed. */
export function shownRow(
  { id, n, createdTime, cells: stored }: SimulatedRow,
  model: BaseModel,
  find: (recordId: string) => SimulatedRow | undefined,
): Row {
  const { fields } = model.table(TABLE_ID);
  const peers = ((stored[PEERS] ?? []) as string[]).flatMap((peer) => find(peer) ?? []);
  const shown = { ...stored } as Record<string, RowCell>;
  if (peers.length > 0)
    shown[PEERS] = peers.map((peer) => ({ id: peer.id, title: String(peer.cells[ALPHA] ?? '') }));
  const cells = OwnFormulas.of({ fields }).cells({ id, createdTime, cells: shown });
  if (fields.some((field) => field.id === SUM)) {
    const sum = peers.reduce((all, peer) => all + Number(peer.cells[BETA] ?? 0), 0);
    cells[SUM] = sum;
    cells[TOTAL] = sum + Number(stored[BETA] ?? 0) + String(cells[OWN]).length;
  }
  return { id, n, createdTime, cells };
}
