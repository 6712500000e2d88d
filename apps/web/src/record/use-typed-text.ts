'use client';
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { useKeepTyped } from '@/typed-text/keep-typed';
import { noteLostText } from '@/typed-text/lost-text';
import { PLACE_GONE, type RecordInputProps } from './record-input';

/**
 * Text of a cell while it is typed: what others write shows through until then, and refused text stays with its reason.
 * A box that goes while it is typed in, with its record or its panel, is committed; where it cannot be, the text is
 * kept to copy.
 */
export function useTypedText({ field, cell, readOnly, write }: RecordInputProps) {
  const { base, reader, tableId } = useBase();
  const shown = cellText(reader, field, cell);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const drop = () => {
    setTyped(null);
    setError(null);
  };
  const commit = (): string | null => {
    const refusal = typed === null || typed === shown ? null : write({ type: 'text', text: typed });
    if (refusal === null) drop();
    else setError(refusal);
    return refusal;
  };
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
  return {
    text: typed ?? shown,
    error,
    type: (text: string) => {
      setTyped(text);
      setError(null);
    },
    drop,
    commit,
  };
}
