'use client';
import { useEffect, useEffectEvent, useRef } from 'react';

/**
 * Answers what tells where the cursor stands, to be called when it moves. Where rows opened anew have put another record under
 * it, which is no move, that is told too: `isAnew` until they are here, `version` grows as more of them are. `recordAt` answers
 * the record under the cursor; undefined where none is known.
 */
export function useToldRecord(
  { isAnew, version }: { isAnew: boolean; version: number },
  recordAt: () => string | undefined,
  tell: (recordId: string | undefined) => void,
): () => void {
  const told = useRef<string | undefined>(undefined);
  const isDue = useRef(false);
  const tellNow = () => {
    told.current = recordAt();
    tell(told.current);
  };
  const look = useEffectEvent(() => {
    const recordId = recordAt();
    if (recordId === undefined) return;
    isDue.current = false;
    if (recordId !== told.current) tellNow();
  });
  useEffect(() => {
    if (isAnew) isDue.current = true;
    else if (isDue.current) look();
  }, [isAnew, version]);
  return tellNow;
}
