import { commandFor } from './keyboard';
import { GRID_SHORTCUTS } from './shortcuts';

const KEYS: Readonly<Record<string, string>> = {
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  Esc: 'Escape',
  Space: ' ',
};
const MODIFIERS = new Set(['Mod', 'Shift', 'Alt']);
/** The browser turns these into clipboard events. */
const CLIPBOARD = new Set(['Mod C', 'Mod X', 'Mod V']);

it.each(GRID_SHORTCUTS.filter(([keys]) => !CLIPBOARD.has(keys)))('%s does something: %s', (keys) => {
  const caps = keys.split(' ');
  for (const cap of caps.filter((one) => !MODIFIERS.has(one)))
    expect(
      commandFor({
        key: KEYS[cap] ?? cap,
        ctrlKey: caps.includes('Mod'),
        shiftKey: caps.includes('Shift'),
        altKey: caps.includes('Alt'),
        metaKey: false,
      }),
    ).not.toBeNull();
});
