/** The two colours of a pill in one theme. */
export interface PillColors {
  background: string;
  text: string;
}

// Name: [light background, light text, dark background, dark text]. Made in OKLCH: one hue per row of ten, four
// strengths from tint to deep; each text is at least 4.5:1 on its background (choice-colors.spec.ts computes it).
const TABLE = {
  blueLight2: ['#e4edfe', '#28467d', '#1c2a43', '#b9d2fe'],
  cyanLight2: ['#d4f3fe', '#025064', '#042f3c', '#9edcf2'],
  tealLight2: ['#ccf7f1', '#01544d', '#00322d', '#9ce1d7'],
  greenLight2: ['#d9f6dc', '#165626', '#17311c', '#b3deb8'],
  yellowLight2: ['#f9eccb', '#594505', '#342808', '#e4cf9d'],
  orangeLight2: ['#ffe8d8', '#6c3803', '#3c230f', '#f5c6a4'],
  redLight2: ['#ffe6e4', '#742e2c', '#40201e', '#fcc0bb'],
  pinkLight2: ['#fee5f0', '#6e2e4f', '#3c1f2e', '#f6bfd7'],
  purpleLight2: ['#f0e9ff', '#503975', '#2e243f', '#d8c7f9'],
  grayLight2: ['#eaedf1', '#44484f', '#282a2e', '#cdd1d8'],
  blueLight1: ['#c0d7ff', '#1e3a71', '#273c64', '#dce9fe'],
  cyanLight1: ['#95e3fe', '#054455', '#014456', '#c7f0ff'],
  tealLight1: ['#93e9dd', '#064741', '#014841', '#c3f3ec'],
  greenLight1: ['#b0e6b7', '#064b1b', '#1d4825', '#d2f2d6'],
  yellowLight1: ['#edd395', '#4d3a01', '#4d3a02', '#f6e7c3'],
  orangeLight1: ['#fecaa3', '#5d3001', '#5a320e', '#fee2ce'],
  redLight1: ['#fec6c2', '#682222', '#5f2b29', '#ffdfdd'],
  pinkLight1: ['#fec2dd', '#622344', '#5a2b43', '#ffddec'],
  purpleLight1: ['#ddccfe', '#462e69', '#43335e', '#ebe3fe'],
  grayLight1: ['#d2d6de', '#393d45', '#3a3d43', '#e5e8ed'],
  blueBright: ['#2f6ae0', '#f7faff', '#376acf', '#f7faff'],
  cyanBright: ['#00b6e0', '#002935', '#0fbde7', '#002935'],
  tealBright: ['#12b6a8', '#012b27', '#08beaf', '#012b27'],
  greenBright: ['#27bd53', '#0b2c12', '#4dc066', '#0b2c12'],
  yellowBright: ['#f5bf05', '#2e2202', '#fbc629', '#2e2202'],
  orangeBright: ['#fa8a0b', '#391b01', '#fd9330', '#391b01'],
  redBright: ['#ca3037', '#fff8f8', '#bd3d3e', '#fff8f8'],
  pinkBright: ['#be3382', '#fef8fb', '#b23d7d', '#fef8fb'],
  purpleBright: ['#864fcf', '#fbf9fe', '#8053c0', '#fbf9fe'],
  grayBright: ['#6b7383', '#f9fafb', '#69707e', '#f9fafb'],
  blueDark1: ['#264a8e', '#f0f5ff', '#3258a0', '#f5f9ff'],
  cyanDark1: ['#07566a', '#e7f9ff', '#03657d', '#f0fafe'],
  tealDark1: ['#065a52', '#e7faf7', '#0b6961', '#eefcfa'],
  greenDark1: ['#035e23', '#edf9ee', '#166d2e', '#f2fbf3'],
  yellowDark1: ['#604a04', '#fbf5e6', '#715703', '#fdf8ed'],
  orangeDark1: ['#743d03', '#fef3ea', '#874805', '#fdf7f3'],
  redDark1: ['#822b2b', '#fff2f0', '#943837', '#fff6f5'],
  pinkDark1: ['#7a2b56', '#fff1f7', '#8c3865', '#fef6f9'],
  purpleDark1: ['#583a84', '#f6f3fd', '#664796', '#f9f7fe'],
  grayDark1: ['#484d57', '#f4f5f7', '#555b65', '#f8f8fa'],
} as const satisfies Record<string, readonly [string, string, string, string]>;

/** Airtable's forty names of choice colours. */
export type ChoiceColor = keyof typeof TABLE;

export const CHOICE_COLORS = Object.keys(TABLE) as ChoiceColor[];

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/**
 * The colour of a thin strip that stands for a choice, in the theme: the pill's own towards its text's, as the tints are
 * nearly the paper's.
 */
export function stripColor(color: string, theme: 'light' | 'dark'): string {
  const { background, text } = choiceColors(color, theme);
  const share = color.endsWith('Light2') ? 0.45 : color.endsWith('Dark1') && theme === 'dark' ? 0.25 : 0;
  const [from, to] = [channels(background), channels(text)];
  const mixed = from.map((channel, at) => Math.round(channel + ((to[at] ?? channel) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour that a name is drawn as: of a missing or unknown one that of the neutral pill. */
export const choiceColorOf = (color: string | undefined): ChoiceColor =>
  color !== undefined && Object.hasOwn(TABLE, color) ? (color as ChoiceColor) : 'grayLight2';

/** The colours of a pill in the theme. */
export function choiceColors(color: string | undefined, theme: 'light' | 'dark'): PillColors {
  const row = TABLE[choiceColorOf(color)];
  return theme === 'light' ? { background: row[0], text: row[1] } : { background: row[2], text: row[3] };
}
