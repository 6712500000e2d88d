'use client';
import { useEffect, useState } from 'react';

/** What is there sooner than this needs no skeleton. */
const PATIENCE_MS = 300;

/** False at first, true once what is shown has waited long enough to need a sign of it. */
export function useLater(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
