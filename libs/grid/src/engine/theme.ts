import { DARK_PILLS, LIGHT_PILLS, type PillColors } from './theme-pills';

/** Every colour (any CSS colour) and font the grid paints with. Pass a new object to change theme: it repaints once. */
export interface GridTheme {
  fontFamily: string;
  /** CSS pixels of cell and header text. */
  fontSize: number;
  /** CSS pixels of pills, row numbers and summaries. */
  fontSizeSmall: number;
  fontWeight: number;
  headerFontWeight: number;
  /** Background of cells, and of the room beyond the last column and row. */
  canvas: string;
  /** Beyond the last row and column. */
  outside: string;
  headerBackground: string;
  headerHover: string;
  headerText: string;
  headerIcon: string;
  text: string;
  /** Row numbers, system values, summaries. */
  textSecondary: string;
  /** Hairlines between cells. */
  border: string;
  /** Hairline under the header and beside the frozen columns. */
  borderStrong: string;
  /** Behind the row under the pointer. */
  rowHover: string;
  /** Behind rows whose checkbox is ticked. */
  rowSelected: string;
  accent: string;
  /** Text and tick on the accent. */
  onAccent: string;
  /** Translucent fill of a selected range. */
  selection: string;
  link: string;
  rating: string;
  /** Empty stars, unticked boxes. */
  controlBorder: string;
  /** Loading bars. */
  loading: string;
  error: string;
  /** Soft shadow beside the frozen columns once scrolled; `transparent` for none. */
  frozenShadow: string;
  neutralPill: PillColors;
  /** Option colours by Airtable's names: `blueLight2`, `cyanBright`, … */
  pills: Readonly<Record<string, PillColors>>;
  /** Avatar backgrounds for people without a colour of their own. */
  avatars: readonly PillColors[];
}

const FONT = {
  fontFamily: '"Inter Variable", Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif',
  fontSize: 13,
  fontSizeSmall: 12,
  fontWeight: 400,
  headerFontWeight: 500,
};

/** Default light theme: a slightly cool grey with one indigo accent. */
export const LIGHT_THEME: GridTheme = {
  ...FONT,
  canvas: '#ffffff',
  outside: '#f7f8fa',
  headerBackground: '#fbfbfc',
  headerHover: '#f1f2f5',
  headerText: '#3b3f4a',
  headerIcon: '#767c8a',
  text: '#1c1e26',
  textSecondary: '#646a78',
  border: '#e6e8ec',
  borderStrong: '#d3d6dd',
  rowHover: '#f7f8fa',
  rowSelected: '#eff0fb',
  accent: '#4f5bd5',
  onAccent: '#ffffff',
  selection: 'rgba(79, 91, 213, 0.09)',
  link: '#3f4bc4',
  rating: '#e8a317',
  controlBorder: '#c3c7d0',
  loading: '#eceef1',
  error: '#c62f3b',
  frozenShadow: 'rgba(24, 28, 40, 0.08)',
  neutralPill: { background: '#eef0f4', text: '#33373f' },
  pills: LIGHT_PILLS,
  avatars: ['blue', 'teal', 'purple', 'orange', 'pink', 'green'].map(
    (hue) => LIGHT_PILLS[`${hue}Dark1`] as PillColors,
  ),
};

/** Default dark theme: the same roles on a near-black cool grey. */
export const DARK_THEME: GridTheme = {
  ...FONT,
  canvas: '#15161a',
  outside: '#101114',
  headerBackground: '#191a1f',
  headerHover: '#22242a',
  headerText: '#c6c9d2',
  headerIcon: '#8a909e',
  text: '#eceef2',
  textSecondary: '#9aa0ae',
  border: '#26282f',
  borderStrong: '#363943',
  rowHover: '#1a1b20',
  rowSelected: '#20223a',
  accent: '#8b93f2',
  onAccent: '#12131a',
  selection: 'rgba(139, 147, 242, 0.14)',
  link: '#a3aaf7',
  rating: '#f0b83e',
  controlBorder: '#4a4e5a',
  loading: '#23252b',
  error: '#f07178',
  frozenShadow: 'rgba(0, 0, 0, 0.45)',
  neutralPill: { background: '#2a2d35', text: '#d9dce4' },
  pills: DARK_PILLS,
  avatars: ['blue', 'teal', 'purple', 'orange', 'pink', 'green'].map(
    (hue) => DARK_PILLS[`${hue}Dark1`] as PillColors,
  ),
};
