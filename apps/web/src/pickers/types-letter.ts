import type { KeyboardEvent } from 'react';

/** Whether a key types something that can be searched for. Not a space, which presses what has the keyboard. */
export const typesLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
