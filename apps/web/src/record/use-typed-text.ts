'use client';
import { showToast } from '@pyairtable/ui';
import { useEffectEvent, useLayoutEffect, useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import type { RecordInputProps } from './record-input';

/**
 * Text of a cell while it is typed: what others write shows through until then, and refused text stays with its reason.
 * A box that goes while it is typed in, with its record or its panel, is committed.
 */
export function useTypedText({ field, cell, write }: RecordInputProps) {
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
  const leave = useEffectEvent(() => {
    const refusal = commit();
    if (refusal !== null)
      showToast({
        title: `“${String(typed)}” in ${field.name} was not saved`,
        description: refusal,
        error: true,
      });
  });
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
