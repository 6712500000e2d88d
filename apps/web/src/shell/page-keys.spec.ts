import type { KeyPress } from '@pyairtable/grid';
import { pageKeyOf, type PageKey } from './page-keys';

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it.each<[string, Partial<KeyPress> & { key: string }, PageKey | null]>([
  ['Ctrl-K', { key: 'k', ctrlKey: true }, 'palette'],
  ['Cmd-K', { key: 'k', metaKey: true }, 'palette'],
  ['Ctrl-K of a Cyrillic keyboard', { key: 'л', code: 'KeyK', ctrlKey: true }, 'palette'],
  ['Ctrl-F with Caps Lock', { key: 'F', ctrlKey: true }, 'find'],
  ['Ctrl-/', { key: '/', ctrlKey: true }, 'map'],
  ['Ctrl-/ of a German keyboard', { key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true }, 'map'],
  ['Ctrl-\\', { key: '\\', ctrlKey: true }, 'rail'],
  ['Ctrl-\\ by AltGr', { key: '\\', code: 'Minus', ctrlKey: true }, 'rail'],
  [
    'Cmd-\\ of a German Mac',
    { key: '\\', code: 'Digit7', metaKey: true, altKey: true, shiftKey: true },
    'rail',
  ],
  ['\\ typed by AltGr, told as Ctrl and Alt', { key: '\\', ctrlKey: true, altKey: true }, null],
  ['a letter typed by AltGr', { key: 'ķ', code: 'KeyK', ctrlKey: true, altKey: true }, null],
  ['the browser’s console', { key: 'K', ctrlKey: true, shiftKey: true }, null],
  ['Cmd-Option-F', { key: 'ƒ', code: 'KeyF', metaKey: true, altKey: true }, null],
  ['Ctrl-A', { key: 'a', ctrlKey: true }, null],
  ['k', { key: 'k' }, null],
  ['/', { key: '/' }, null],
])('says what %s is to the page', (_what, press, expected) => {
  expect(pageKeyOf({ ...PLAIN, ...press })).toBe(expected);
});
