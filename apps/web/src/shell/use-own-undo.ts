'use client';
import { useEffect } from 'react';
import { isTextBox } from './takes-text';

/** What a person sees as one: the browser's undo goes back through the boxes of it, from one to the other. */
const PART =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="region"], [role="search"], section, [data-grid]';

const undoes = ({ inputType }: InputEvent): boolean =>
  inputType === 'historyUndo' || inputType === 'historyRedo';

/**
 * Keeps the browser's undo to what has the keyboard; stands once in the frame. It takes back what was typed last anywhere on
 * the page, and takes the keyboard there, out of an open dialog too: to the box that hears a grid's keys, which holds no text.
 */
export function useOwnUndo(): void {
  useEffect(() => {
    const write = (event: InputEvent) => {
      if (!undoes(event) || !(event.target instanceof Element)) return;
      const { activeElement } = document;
      if (event.target.contains(activeElement)) return;
      const part = activeElement?.closest(PART) ?? document.body;
      if (!isTextBox(event.target) || !part.contains(event.target)) event.preventDefault();
    };
    window.addEventListener('beforeinput', write, { capture: true });
    return () => window.removeEventListener('beforeinput', write, { capture: true });
  }, []);
}
