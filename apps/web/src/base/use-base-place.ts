'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { basePath, parseBasePlace, type BasePlace } from './base-path';

/** The place in the base that the address names, and a way to go elsewhere without loading a page. */
export function useBasePlace(
  baseId: string,
): [BasePlace, (place: BasePlace, how?: 'push' | 'replace') => void] {
  const path = usePathname();
  const search = useSearchParams();
  const place = useMemo(() => parseBasePlace(path, new URLSearchParams(search)), [path, search]);
  const go = useCallback(
    (next: BasePlace, how: 'push' | 'replace' = 'push') => {
      const url = basePath(baseId, next);
      if (how === 'push') window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    },
    [baseId],
  );
  return [place, go];
}
