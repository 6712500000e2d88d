/**
 * What a host hands the grid for one cell: text that is already formatted, and the few values a kind draws with.
 * The grid knows nothing of field types; hosts map theirs onto these kinds.
 */
export type Cell =
  | TextCell
  | NumberCell
  | RatingCell
  | CheckboxCell
  | DateCell
  | SelectCell
  | MultiSelectCell
  | PersonCell
  | LinksCell
  | LinkTextCell
  | SystemCell
  | FaultCell;

export type CellKind = Cell['kind'];

interface CellBase {
  /** Refuses edits of this one cell, whatever its column says. */
  readonly?: boolean;
  /** Text for the clipboard and for screen readers where the drawn text is not enough. */
  copyText?: string;
  /** Shown as a red edge, on hover, and spoken: what is wrong with the value, in words. */
  error?: string;
  /** CSS colour behind the cell, for colouring by rule. */
  background?: string;
}

/** Left-aligned text: one line in short rows, wrapped in tall ones. */
export interface TextCell extends CellBase {
  kind: 'text';
  text: string;
}

/** Right-aligned formatted number: number, percent, currency, duration. */
export interface NumberCell extends CellBase {
  kind: 'number';
  text: string;
  /** Enters sum and average of a selected range; absent: only counted. */
  value?: number;
}

export type RatingIcon = 'star' | 'heart' | 'thumbs-up' | 'flag' | 'dot';

/** A row of icons from 0 to `max`; 0 is empty. */
export interface RatingCell extends CellBase {
  kind: 'rating';
  value: number;
  max: number;
  icon?: RatingIcon;
  /** Key of `GridTheme.pills`; absent: the theme's rating colour. */
  color?: string;
}

export interface CheckboxCell extends CellBase {
  kind: 'checkbox';
  checked: boolean;
  /** What stands for checked: a mark in a box, or a shape by itself. Default: check. */
  icon?: 'check' | 'cross' | RatingIcon;
  /** Key of `GridTheme.pills`; absent: the theme's accent. */
  color?: string;
}

/** Formatted date or date and time. */
export interface DateCell extends CellBase {
  kind: 'date';
  text: string;
}

/** A select option as drawn. */
export interface Pill {
  id: string;
  text: string;
  /** Key of `GridTheme.pills`, e.g. `blueLight2`; unknown or absent: the theme's neutral pill. */
  color?: string;
}

export interface SelectCell extends CellBase {
  kind: 'select';
  option: Pill | null;
}

export interface MultiSelectCell extends CellBase {
  kind: 'multi-select';
  options: readonly Pill[];
}

export interface Person {
  id: string;
  name: string;
  /** CSS colour of the avatar; absent: chosen from the theme by id. */
  color?: string;
}

export interface PersonCell extends CellBase {
  kind: 'person';
  people: readonly Person[];
}

/** Linked records as neutral pills. */
export interface LinksCell extends CellBase {
  kind: 'links';
  links: readonly { id: string; title: string }[];
}

/** URL, e-mail or phone: accent text; a click on it in the active cell calls `onOpenLink(href)`. */
export interface LinkTextCell extends CellBase {
  kind: 'link';
  text: string;
  href: string;
}

/** Values the system writes: number, time, person as text; muted, never editable. */
export interface SystemCell extends CellBase {
  kind: 'system';
  text: string;
  align?: 'start' | 'end';
  value?: number;
}

/** What stands where a value could not be computed, such as `#ERROR!`; `error` says why. */
export interface FaultCell extends CellBase {
  kind: 'fault';
  text: string;
  align?: 'start' | 'end';
}

/** What `getCell` answers: a cell, or `'loading'` while its window is on the way (drawn as a light bar). */
export type CellOrLoading = Cell | 'loading';
