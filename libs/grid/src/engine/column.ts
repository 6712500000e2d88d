/** An icon as Lucide publishes it (`__iconNode`): shapes in a 24 × 24 box, stroked. */
export type IconNode = readonly (readonly [
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
])[];

/** A column as the host describes it; identity is `id`, order is the array's. */
export interface GridColumn {
  id: string;
  title: string;
  /** Drawn 16 px wide before the title. */
  icon?: IconNode;
  /** CSS pixels, clamped to `minWidth` and `maxWidth` (defaults 60 and 900). */
  width: number;
  minWidth?: number;
  maxWidth?: number;
  /** Stays at the left while the others scroll; frozen columns must come first. */
  frozen?: boolean;
  readonly?: boolean;
  /** Why, told to who tries to write there. */
  readonlyReason?: string | undefined;
  /** Longer explanation: a native tooltip on the header and part of its accessible name. */
  description?: string;
  /** What is wrong with the column, in words: a mark behind the title, told as the description is. */
  warning?: string;
  /** What its numbers are of: those of columns that differ in it are not summed. */
  measure?: string;
  /** Text alignment of header and summary; cells decide for themselves. */
  align?: 'start' | 'end';
  /** False hides the menu button. */
  hasMenu?: boolean;
}

export const DEFAULT_MIN_COLUMN_WIDTH = 60;
export const DEFAULT_MAX_COLUMN_WIDTH = 900;
