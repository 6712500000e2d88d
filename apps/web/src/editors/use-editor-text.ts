'use client';
import type { Field } from '@pyairtable/contracts';
import type { EditorProps } from '@pyairtable/grid';
import { useEffectEvent, useLayoutEffect, type RefObject } from 'react';
import { useBase } from '@/base/base-context';
import { useKeepTyped } from '@/typed-text/keep-typed';
import { noteLostText } from '@/typed-text/lost-text';

/**
 * What becomes of an editor's text when the editor goes without having ended: committed before the page is left, kept
 * to copy when its cell went away under it. `text` is null while nothing was typed.
 */
export function useEditorText(
  grid: EditorProps,
  field: Field,
  text: string | null,
  ended: RefObject<boolean>,
  commit: () => void,
): void {
  const { base, tableId } = useBase();
  useKeepTyped(() => {
    if (text !== null && !ended.current) commit();
    return text === null || grid.fate() !== 'open';
  });

  const lose = useEffectEvent(() => {
    const fate = grid.fate();
    if (text === null || ended.current || fate === 'open' || fate === 'ended') return;
    const refusal = grid.error === null ? {} : { refusal: grid.error };
    noteLostText({
      baseId: base.id,
      tableId,
      field,
      text,
      ...refusal,
      ...(fate === 'hidden' || fate === 'left' ? { [fate]: true } : {}),
    });
  });
  // A little later: the grid around the editor may go in the same breath.
  useLayoutEffect(() => () => queueMicrotask(() => lose()), []);
}
