import type { Cell, CellOrLoading, Pill } from '../engine/cell';
import type { GridColumn, IconNode } from '../engine/column';

const TEXT_ICON: IconNode = [['path', { d: 'M4 7V5h16v2M9 20h6M12 5v15' }]];
const HASH_ICON: IconNode = [
  ['line', { x1: 4, x2: 20, y1: 9, y2: 9 }],
  ['line', { x1: 4, x2: 20, y1: 15, y2: 15 }],
  ['line', { x1: 10, x2: 8, y1: 3, y2: 21 }],
  ['line', { x1: 16, x2: 14, y1: 3, y2: 21 }],
];
const CHECK_ICON: IconNode = [
  ['rect', { x: 3, y: 3, width: 18, height: 18, rx: 3 }],
  ['path', { d: 'm9 12 2 2 4-4' }],
];
const CIRCLE_ICON: IconNode = [
  ['circle', { cx: 12, cy: 12, r: 9 }],
  ['path', { d: 'm8 11 4 4 4-4' }],
];
const DATE_ICON: IconNode = [
  ['rect', { x: 3, y: 4, width: 18, height: 18, rx: 2 }],
  ['path', { d: 'M16 2v4M8 2v4M3 10h18' }],
];

/** A column with the kind of cell the sample draws in it. */
export interface SampleColumn extends GridColumn {
  kind: Cell['kind'];
}

export const SAMPLE_COLUMNS: readonly SampleColumn[] = [
  { id: 'name', title: 'Name', kind: 'text', width: 220, frozen: true, icon: TEXT_ICON },
  { id: 'status', title: 'Status', kind: 'select', width: 130, icon: CIRCLE_ICON },
  { id: 'tags', title: 'Tags', kind: 'multi-select', width: 200, icon: CIRCLE_ICON },
  { id: 'price', title: 'Price', kind: 'number', width: 110, align: 'end', icon: HASH_ICON },
  { id: 'rating', title: 'Rating', kind: 'rating', width: 120, icon: CIRCLE_ICON },
  { id: 'done', title: 'Done', kind: 'checkbox', width: 80, icon: CHECK_ICON },
  { id: 'due', title: 'Due', kind: 'date', width: 120, icon: DATE_ICON },
  { id: 'owner', title: 'Owner', kind: 'person', width: 160, icon: CIRCLE_ICON },
  { id: 'links', title: 'Projects', kind: 'links', width: 200, icon: TEXT_ICON },
  { id: 'site', title: 'Website', kind: 'link', width: 170, icon: TEXT_ICON },
  {
    id: 'notes',
    title: 'Notes',
    kind: 'text',
    width: 220,
    icon: TEXT_ICON,
    description: 'Anything worth remembering',
  },
  {
    id: 'created',
    title: 'Created',
    kind: 'system',
    width: 160,
    icon: DATE_ICON,
    readonly: true,
    readonlyReason: 'Created is filled in by the system.',
  },
  ...Array.from({ length: 8 }, (_, index): SampleColumn => ({
    id: `n${index}`,
    title: `Measure ${index + 1}`,
    kind: 'number',
    width: 110,
    align: 'end',
    icon: HASH_ICON,
  })),
];

const TWO_DECIMALS = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en');
const FIRST = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Ken'];
const LAST = ['Lovelace', 'Hopper', 'Turing', 'Dijkstra', 'Liskov', 'Knuth', 'Perlman', 'Thompson'];
const STATUSES: readonly Pill[] = [
  { id: 's1', text: 'Backlog', color: 'grayLight2' },
  { id: 's2', text: 'In progress', color: 'blueLight2' },
  { id: 's3', text: 'Review', color: 'yellowLight2' },
  { id: 's4', text: 'Shipped', color: 'greenLight2' },
  { id: 's5', text: 'Blocked', color: 'redBright' },
];
const TAGS: readonly Pill[] = [
  'cyanLight2',
  'tealLight1',
  'orangeLight2',
  'pinkLight1',
  'purpleLight2',
  'purpleDark1',
].map((color, index) => ({
  id: `t${index}`,
  text: ['Design', 'Research', 'Platform', 'Growth', 'Quality', 'Security'][index] as string,
  color,
}));
const NOTES = [
  'Short note',
  'A much longer note that does not fit into its cell and therefore fades out softly at the edge instead of ending in dots',
  'שלום עולם, טקסט מימין לשמאל',
  '日本語のテキスト',
  '',
];

/** The value of a sample cell: any row, always the same. */
export function sampleCell(row: number, column: SampleColumn): CellOrLoading {
  const at = (row * 7919 + column.id.length * 104729) >>> 0;
  const person = { id: `u${at % 8}`, name: `${FIRST[at % 8]} ${LAST[(at >> 3) % 8]}` };
  switch (column.kind) {
    case 'text':
      return {
        kind: 'text',
        text: column.id === 'name' ? `Record ${WHOLE.format(row + 1)}` : (NOTES[at % NOTES.length] as string),
      };
    case 'select':
      return { kind: 'select', option: at % 7 === 0 ? null : (STATUSES[at % STATUSES.length] as Pill) };
    case 'multi-select':
      return { kind: 'multi-select', options: TAGS.slice(at % 4, (at % 4) + (at % 3) + 1) };
    case 'number': {
      const value = (at % 100_000) / 100;
      return { kind: 'number', text: TWO_DECIMALS.format(value), value };
    }
    case 'rating':
      return { kind: 'rating', value: at % 6, max: 5 };
    case 'checkbox':
      return { kind: 'checkbox', checked: at % 3 === 0 };
    case 'date':
      return { kind: 'date', text: new Date(Date.UTC(2024, 0, 1 + (at % 900))).toISOString().slice(0, 10) };
    case 'person':
      return { kind: 'person', people: [person] };
    case 'links':
      return {
        kind: 'links',
        links: [
          { id: 'a', title: `Project ${at % 90}` },
          { id: 'b', title: `Launch ${at % 40}` },
        ].slice(0, 1 + (at % 2)),
      };
    case 'link':
      return { kind: 'link', text: `example.org/${at % 1000}`, href: `https://example.org/${at % 1000}` };
    default:
      return { kind: 'system', text: `2026-01-${String((at % 28) + 1).padStart(2, '0')} 10:30` };
  }
}
