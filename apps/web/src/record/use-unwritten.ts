'use client';
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { useBase } from '@/base/base-context';
import { useKeepTyped } from '@/typed-text/keep-typed';
import { noteLostText } from '@/typed-text/lost-text';
import { PLACE_GONE, type RecordInputProps } from './record-input';

interface Unwritten extends Pick<RecordInputProps, 'field' | 'readOnly'> {
  /** What is typed and not written yet; null for nothing. */
  typed: string | null;
  /** Writes it; answers why not, or null when nothing is left. */
  commit: () => string | null;
  drop: () => void;
}

/** Text that goes while it is typed, with its record, its panel or the page, is committed; where it cannot be, it is kept to copy. */
export function useUnwritten({ field, readOnly, typed, commit, drop }: Unwritten): void {
  const { base, tableId } = useBase();
  const lose = (text: string, refusal: string) =>
    noteLostText({ baseId: base.id, tableId, field, text, ...(refusal === PLACE_GONE ? {} : { refusal }) });
  const leave = useEffectEvent(() => {
    const refusal = commit();
    if (refusal !== null && typed !== null) lose(typed, refusal);
  });
  useKeepTyped(() => commit() === null);
  // The right to write went away under the text.
  const [stopped, setStopped] = useState<string | null>(null);
  if (readOnly && typed !== null) {
    setStopped(typed);
    drop();
  }
  const tell = useEffectEvent((text: string) => lose(text, PLACE_GONE));
  useEffect(() => {
    if (stopped !== null) tell(stopped);
  }, [stopped]);
  // Before passive effects end, which close the session; React tells no box that it loses the focus by going.
  useLayoutEffect(() => () => leave(), []);
}
