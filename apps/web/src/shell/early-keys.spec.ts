import { EARLY_KEYS_SCRIPT } from './early-keys-script';

/** Presses keys on a page that has only the script so far, with what happens between them: which of them it has kept, and which were left to the browser. */
function press(...keys: (KeyboardEventInit | (() => void))[]) {
  // A script's own presses are not a person's.
  const script = EARLY_KEYS_SCRIPT.replace('!event.isTrusted ||', '');
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
  const kept = window.earlyKeys?.keys.map(({ key }) => key);
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
  ];
  expect(press(K, ...own)).toEqual({ kept: ['k'], left: own.map(({ key }) => key) });
});
