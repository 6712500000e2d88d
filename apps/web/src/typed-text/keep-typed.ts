'use client';
import { useEffect, useEffectEvent } from 'react';

type Keep = () => boolean;

const boxes = new Set<Keep>();
const forms = new Set<Keep>();

/**
 * Commits all that is being typed on the page, and answers whether nothing is left that was refused, or entered in a form
 * that was not sent. To be asked before a page goes in a way that no box hears of: Back, reload, closing.
 */
export const keepTyped = (): boolean => [...boxes, ...forms].map((keep) => keep()).every(Boolean);

/** Commits all that is being typed on the page: each box takes it or says why not. */
export const commitTyped = (): void => {
  for (const keep of boxes) keep();
};

/** While a box is typed in: `keep` commits it, and answers false when the text was refused. */
export const useKeepTyped = (keep: Keep): void => useKeep(boxes, keep);

/** While a form is open: `isLeft` answers whether nothing is lost with it, once its boxes have committed what is typed. */
export const useKeepForm = (isLeft: Keep): void => useKeep(forms, isLeft);

function useKeep(keepers: Set<Keep>, keep: Keep): void {
  const now = useEffectEvent(keep);
  useEffect(() => {
    const one = () => now();
    keepers.add(one);
    return () => {
      keepers.delete(one);
    };
  }, [keepers]);
}
