import type { Table, View } from '@pyairtable/contracts';

/** What of a view is being arranged: which fields it shows, or by what it sorts. */
export type Arranging = 'fields' | 'sort';

/** A control of the bar above the grid that opens to arrange the view. */
export interface ArrangeProps {
  table: Table;
  view: View;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}
