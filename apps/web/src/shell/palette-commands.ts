import type { PaletteCommand } from '@pyairtable/ui/command-palette';
import { useEffect } from 'react';
import { create } from 'zustand';

interface PageCommands {
  commands: readonly PaletteCommand[];
  set(commands: readonly PaletteCommand[]): void;
}

/** Commands that the present page adds to the palette. */
export const usePageCommandStore = create<PageCommands>()((set) => ({
  commands: [],
  set: (commands) => set({ commands }),
}));

/** Offers a page's commands while it is shown. Keep the array's identity when nothing changed. */
export function usePageCommands(commands: readonly PaletteCommand[]): void {
  const set = usePageCommandStore((store) => store.set);
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands, set]);
}
