'use client';
import { usePageKeys } from '@/shell/page-keys';

/** Hears the key that finds, wherever the focus is on the page; in a dialog it is the browser's. */
export function useFindKey(find: () => void): void {
  usePageKeys((key, event) => {
    if (key !== 'find') return;
    if (document.querySelector('[role="dialog"][aria-modal="true"], [role="alertdialog"]')) return;
    event.preventDefault();
    find();
  });
}
