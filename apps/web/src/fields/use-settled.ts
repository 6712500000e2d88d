import { useEffect, useState } from 'react';

/** Whoever still types is not answered at each key: every answer reads cells. */
const QUIET_MS = 300;

/** What `asked` is once it has stayed the same for a moment; null until then. */
export function useSettled(asked: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), QUIET_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return settled;
}
