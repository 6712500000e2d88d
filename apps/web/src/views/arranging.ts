import type { Table, View } from '@pyairtable/contracts';

/** What of a view is being arranged: which fields it shows, which records, by what they stand together, sort, or are coloured. */
export type Arranging = 'fields' | 'filter' | 'group' | 'sort' | 'colors';

/** What is being arranged, of one view: another one that takes its place is not meant. */
export interface ArrangedView {
  what: Arranging;
  viewId: string;
}

/** A control of the bar above the grid that opens to arrange the view. */
export interface ArrangeProps {
  table: Table;
  view: View;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}
