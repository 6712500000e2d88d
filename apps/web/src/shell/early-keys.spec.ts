import { type KeyPress, writesSign } from '@pyairtable/grid';
import { EARLY_KEYS_SCRIPT } from './early-keys-script';
import { pageKeyOf } from './page-keys';

/** Presses keys on a page that has only the script so far, with what happens between them: which of them it has kept, and which were left to the browser. */
function press(...keys: (KeyboardEventInit | (() => void))[]) {
  // A script's own presses are not a person's.
  const script = EARLY_KEYS_SCRIPT.replaceAll('!event.isTrusted ||', '');
  new Function(script)();
  const left: (string | undefined)[] = [];
  for (const key of keys) {
    if (typeof key === 'function') {
      key();
      continue;
    }
    const event = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
    if (document.body.dispatchEvent(event)) left.push(key.key);
  }
  const kept = window.earlyKeys?.keys.map((key) => ('text' in key ? key : key.key));
  window.earlyKeys?.end();
  delete window.earlyKeys;
  return { kept, left };
}

const K = { key: 'k', code: 'KeyK', ctrlKey: true };

it('keeps what opens the palette, and is typed behind it', () => {
  expect(press({ key: 'a' }, K, { key: 'r' }, { key: 'Backspace' }, { key: 'Enter' })).toEqual({
    kept: ['k', 'r', 'Backspace', 'Enter'],
    left: ['a'],
  });
  expect(press({ key: 'л', code: 'KeyK', ctrlKey: true }).kept).toEqual(['л']);
  expect(press(K, { key: 'a', ctrlKey: true }, { key: '@', ctrlKey: true, altKey: true }).kept).toEqual([
    'k',
    'a',
    '@',
  ]);
});

it.each<[string, () => void]>([
  ['ten seconds behind the first', () => void vi.advanceTimersByTime(10_000)],
  [
    'a script of the page fails to load',
    () => {
      const script = document.body.appendChild(document.createElement('script'));
      script.dispatchEvent(new Event('error'));
      script.remove();
    },
  ],
])('keeps no keys once %s', (_, pass) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  expect(press(K, { key: 'r' }, pass, { key: 'Tab' }, { key: 'b' }, K)).toEqual({
    kept: [],
    left: ['Tab', 'b', 'k'],
  });
});

it('keeps keys where something else of the page fails to load, and however late the first comes', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const image = document.body.appendChild(document.createElement('img'));
  onTestFinished(() => image.remove());
  const pass = () => {
    image.dispatchEvent(new Event('error'));
    vi.advanceTimersByTime(20_000);
  };
  expect(press(pass, K, { key: 'r' })).toEqual({ kept: ['k', 'r'], left: [] });
});

it('leaves the browser its own keys, as on a page whose scripts never come', () => {
  const own = [
    { key: 'F5' },
    { key: 'Tab' },
    { key: 'F12' },
    { key: 'r', ctrlKey: true },
    { key: 'R', metaKey: true, shiftKey: true },
    { key: '+', ctrlKey: true },
    { key: 'ArrowLeft', altKey: true },
    { key: 'd', altKey: true },
    { key: 'F', altKey: true, shiftKey: true },
    { key: 'K', ctrlKey: true, shiftKey: true },
    { key: 'A', ctrlKey: true, shiftKey: true },
    { key: 'Delete', ctrlKey: true, shiftKey: true },
    { key: 'Escape', shiftKey: true },
    { key: 'PageDown', ctrlKey: true },
    { key: 'c', ctrlKey: true },
    { key: 'Insert', ctrlKey: true },
  ];
  expect(press(K, ...own)).toEqual({ kept: ['k'], left: own.map(({ key }) => key) });
});

/** As a browser does behind the press that pastes. */
const paste = (text: string) => () => {
  const clipboardData = { getData: () => text };
  document.body.dispatchEvent(Object.assign(new Event('paste', { bubbles: true }), { clipboardData }));
};

it.each([
  { key: 'v', ctrlKey: true },
  { key: 'V', ctrlKey: true, shiftKey: true },
  { key: 'м', code: 'KeyV', ctrlKey: true },
  { key: 'Insert', shiftKey: true },
])('keeps what is pasted, in its place: $key', (pasting) => {
  expect(press(K, { key: 'r' }, pasting, paste('evers'), { key: 'e' })).toEqual({
    kept: ['k', 'r', { text: 'evers' }, 'e'],
    left: [pasting.key],
  });
});

it.each<[string, KeyboardEventInit]>([
  ['what was pasted is not told of', { key: 'v', ctrlKey: true }],
  ['something is cut', { key: 'x', ctrlKey: true }],
  ['something is cut by Shift-Delete', { key: 'Delete', shiftKey: true }],
])('keeps nothing where %s: the text would have a hole', (_, key) => {
  expect(press(K, { key: 'r' }, key, { key: 'e' }).kept).toEqual([]);
});

it('takes the same keys for the palette’s, and for signs, as the page does', () => {
  const keys: [string, string][] = [
    ['k', 'KeyK'],
    ['K', 'KeyK'],
    ['л', 'KeyK'],
    ['t', 'KeyK'],
    ['ķ', 'KeyK'],
    ['f', 'KeyF'],
    ['/', 'Slash'],
    ['@', 'KeyQ'],
    ['7', 'Digit7'],
  ];
  const flags = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
  for (const [key, code] of keys)
    for (const bits of flags) {
      const [ctrlKey, metaKey, altKey, shiftKey] = [1, 2, 4, 8].map((bit) => (bits & bit) !== 0);
      const pressed = { key, code, ctrlKey, metaKey, altKey, shiftKey } as KeyPress;
      const isPalette = pageKeyOf(pressed) === 'palette';
      expect([pressed, press(pressed).kept]).toEqual([pressed, isPalette ? [key] : []]);
      expect([pressed, press(K, pressed).kept]).toEqual([
        pressed,
        isPalette || writesSign(pressed) ? ['k', key] : ['k'],
      ]);
    }
});
