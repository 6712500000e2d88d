'use client';
import { useLayoutEffect, useRef } from 'react';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';

/**
 * Picks into a cell that are known only once the server has answered, the list closed or the record left by then. They join
 * what the cell holds at that moment; `valueOf` is what is written of that.
 */
export function useLatePicks<T>(
  write: RecordInputProps['write'],
  chosen: readonly T[],
  join: (chosen: readonly T[], found: T) => T[],
  valueOf: (chosen: readonly T[]) => unknown,
): (coming: Promise<T | null>) => void {
  const latest = useRef({ write, chosen });
  useLayoutEffect(() => {
    latest.current = { write, chosen };
  });
  return (coming) =>
    void coming.then((found) => {
      if (found === null) return;
      const { current } = latest;
      // An input that is gone is told of its own writes by nobody else.
      current.chosen = join(current.chosen, found);
      tellUnwritten(current.write({ type: 'value', value: valueOf(current.chosen) }));
    });
}
