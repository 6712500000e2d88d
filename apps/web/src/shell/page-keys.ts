'use client';
import { type KeyPress, letterOf, writesSign } from '@pyairtable/grid';
import { useEffect, useEffectEvent } from 'react';
import { takesText } from './takes-text';

/** What a key does wherever the keyboard is on the page. */
export type PageKey = 'palette' | 'find' | 'rail' | 'map';

const LETTERS: Readonly<Record<string, PageKey>> = { k: 'palette', f: 'find' };

/** Keyboards have them in other places, behind Shift or AltGr. */
const SIGNS: Readonly<Record<string, PageKey>> = { '\\': 'rail', '/': 'map' };

/** The key of the page that a press is; null for what is typed, and for keys of the browser or of what has the keyboard. */
export function pageKeyOf(press: KeyPress): PageKey | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (!(ctrlKey || metaKey) || writesSign(press)) return null;
  return SIGNS[key] ?? (altKey || shiftKey ? null : (LETTERS[letterOf(press)] ?? null));
}

/** Hears the keys of the page, in boxes and lists that keep their keys to themselves too. */
export function usePageKeys(heard: (key: PageKey, event: KeyboardEvent) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = pageKeyOf(event) ?? (event.key === '?' && !takesText(event.target) ? 'map' : null);
    if (key) heard(key, event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
