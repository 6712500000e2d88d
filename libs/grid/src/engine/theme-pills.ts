/** Background and text of a pill; their contrast is at least 4.5:1. */
export interface PillColors {
  background: string;
  text: string;
}

/** Five shades of one hue in the order Light2, Light1, Bright, plain, Dark1: background, then text. */
type Shades = readonly [string, string][];

const LIGHT: Readonly<Record<string, Shades>> = {
  blue: [
    ['#dbe9ff', '#17427e'],
    ['#b3d3ff', '#123a72'],
    ['#8fbcff', '#0d2f5f'],
    ['#2b6cd4', '#ffffff'],
    ['#1d4d9e', '#ffffff'],
  ],
  cyan: [
    ['#d6f1fb', '#0d4a60'],
    ['#a8e2f6', '#0b4256'],
    ['#6fd0f0', '#083848'],
    ['#0b769b', '#ffffff'],
    ['#0a5771', '#ffffff'],
  ],
  teal: [
    ['#d2f4ee', '#0c4c43'],
    ['#a2e8db', '#0a443c'],
    ['#62d9c4', '#073a33'],
    ['#0b7c6c', '#ffffff'],
    ['#095c50', '#ffffff'],
  ],
  green: [
    ['#daf3dc', '#1a4d22'],
    ['#b2e6b7', '#16451d'],
    ['#83d68b', '#113b17'],
    ['#247c31', '#ffffff'],
    ['#1b5d25', '#ffffff'],
  ],
  yellow: [
    ['#fdf0c8', '#5c4303'],
    ['#fae08d', '#523c03'],
    ['#f5cb47', '#473402'],
    ['#8f6a05', '#ffffff'],
    ['#6c5004', '#ffffff'],
  ],
  orange: [
    ['#fee6d2', '#6b3108'],
    ['#fdcda6', '#602c07'],
    ['#fbae6c', '#542606'],
    ['#b8530b', '#ffffff'],
    ['#8b3f0a', '#ffffff'],
  ],
  red: [
    ['#ffe0e1', '#7c1a22'],
    ['#ffc2c5', '#70171f'],
    ['#fd9ba1', '#5f131a'],
    ['#cb2f3a', '#ffffff'],
    ['#98242d', '#ffffff'],
  ],
  pink: [
    ['#fde0ef', '#741c4c'],
    ['#fbc2df', '#681944'],
    ['#f79bca', '#59153a'],
    ['#c22e80', '#ffffff'],
    ['#912360', '#ffffff'],
  ],
  purple: [
    ['#ebe2fe', '#4a2791'],
    ['#d7c5fd', '#432383'],
    ['#bea1fb', '#391e71'],
    ['#7b4be0', '#ffffff'],
    ['#5a36a6', '#ffffff'],
  ],
  gray: [
    ['#eceef1', '#3b4049'],
    ['#d8dbe1', '#363b43'],
    ['#bec3cc', '#2f333a'],
    ['#646b78', '#ffffff'],
    ['#474c56', '#ffffff'],
  ],
};

const DARK: Readonly<Record<string, Shades>> = {
  blue: [
    ['#1c2e4d', '#b9d4ff'],
    ['#22406f', '#cfe1ff'],
    ['#2a5596', '#e6f0ff'],
    ['#5a95ee', '#0b1b33'],
    ['#a4c8ff', '#0b1b33'],
  ],
  cyan: [
    ['#143543', '#a9e4f7'],
    ['#164a5f', '#c4edfa'],
    ['#186079', '#def6fd'],
    ['#35abd3', '#05222d'],
    ['#94dcf4', '#05222d'],
  ],
  teal: [
    ['#133a34', '#9fe6da'],
    ['#155048', '#bdefe6'],
    ['#17675c', '#d9f7f2'],
    ['#2eb29e', '#04241f'],
    ['#8ce3d4', '#04241f'],
  ],
  green: [
    ['#1b3a20', '#aee3b3'],
    ['#20512a', '#c6edca'],
    ['#276734', '#e0f6e2'],
    ['#4fb35c', '#0a2410'],
    ['#a0e0a8', '#0a2410'],
  ],
  yellow: [
    ['#3d3210', '#f3d98b'],
    ['#564615', '#f7e4ac'],
    ['#6d5917', '#fbf0cf'],
    ['#d1a01c', '#2a2003'],
    ['#f3d678', '#2a2003'],
  ],
  orange: [
    ['#452a15', '#fbc9a0'],
    ['#5f3919', '#fcd8ba'],
    ['#7a481d', '#fdead9'],
    ['#e08339', '#2e1503'],
    ['#fabb84', '#2e1503'],
  ],
  red: [
    ['#49202a', '#ffb9bf'],
    ['#662a35', '#ffced2'],
    ['#84343f', '#ffe5e7'],
    ['#ee6872', '#33070c'],
    ['#ffaeb4', '#33070c'],
  ],
  pink: [
    ['#45203a', '#f9b8da'],
    ['#612a50', '#fbcee5'],
    ['#7d3467', '#fde5f1'],
    ['#e266a8', '#33071f'],
    ['#f8aed5', '#33071f'],
  ],
  purple: [
    ['#32254f', '#d2c0fc'],
    ['#443070', '#e0d3fd'],
    ['#573d91', '#efe8fe'],
    ['#9d78ee', '#1b0a3d'],
    ['#ccb7fc', '#1b0a3d'],
  ],
  gray: [
    ['#2a2d34', '#c9cdd6'],
    ['#383c45', '#d7dae1'],
    ['#484d58', '#eceef2'],
    ['#8a919f', '#101216'],
    ['#c2c7d1', '#101216'],
  ],
};

const SHADES = ['Light2', 'Light1', 'Bright', '', 'Dark1'] as const;

function palette(hues: Readonly<Record<string, Shades>>): Readonly<Record<string, PillColors>> {
  return Object.fromEntries(
    Object.entries(hues).flatMap(([hue, shades]) =>
      shades.map(([background, text], shade) => [`${hue}${SHADES[shade]}`, { background, text }]),
    ),
  );
}

/** Airtable's fifty option colours for a light canvas, by name (`blueLight2` … `grayDark1`). */
export const LIGHT_PILLS = palette(LIGHT);

/** The same fifty names for a dark canvas. */
export const DARK_PILLS = palette(DARK);
