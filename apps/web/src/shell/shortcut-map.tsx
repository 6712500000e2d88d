'use client';
import { Dialog } from '@pyairtable/ui';
import dynamic from 'next/dynamic';
import { useShell } from './shell-state';

// It lists the grid's keys, and pages without a grid need not bring one. The dialog around it takes the keyboard at once.
const ShortcutList = dynamic(() => import('./shortcut-list').then((chunk) => chunk.ShortcutList), {
  ssr: false,
});

/** All shortcuts in a dialog. */
export function ShortcutMap() {
  const { shortcutsOpen, set } = useShell();
  if (!shortcutsOpen) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => set({ shortcutsOpen: open })}
      title="Keyboard shortcuts"
      width="wide"
    >
      <ShortcutList />
    </Dialog>
  );
}
