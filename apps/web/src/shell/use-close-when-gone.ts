'use client';
import { useEffect } from 'react';

/** Closes what is open of something that another person deletes meanwhile. */
export function useCloseWhenGone(isGone: boolean, onClose: () => void): void {
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone, onClose]);
}
