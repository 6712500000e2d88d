'use client';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { useSavedMark } from '@/typed-text/saves-at-once';
import type { RecordInputProps } from './record-input';
import { useUnwritten } from './use-unwritten';

/** Text of a cell while it is typed: what others write shows through until then, and refused text stays with its reason. */
export function useTypedText({ field, cell, readOnly, write }: RecordInputProps) {
  const { reader } = useBase();
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
  useUnwritten({ field, readOnly, typed, commit, drop });
  const text = typed ?? shown;
  return {
    text,
    mark: useSavedMark(text === shown),
    error,
    type: (text: string) => {
      setTyped(text);
      setError(null);
    },
    drop,
    commit,
  };
}
