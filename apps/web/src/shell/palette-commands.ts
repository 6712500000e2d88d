import type { PaletteCommand } from '@pyairtable/ui/command-palette';
import { useEffect } from 'react';
import { create } from 'zustand';

type FindCommands = (text: string, signal: AbortSignal) => Promise<readonly PaletteCommand[]>;

interface PageCommands {
  commands: readonly PaletteCommand[];
  find: FindCommands | undefined;
  set(commands: readonly PaletteCommand[], find?: FindCommands): void;
}

/** Commands that the present page adds to the palette. */
export const usePageCommandStore = create<PageCommands>()((set) => ({
  commands: [],
  find: undefined,
  set: (commands, find) => set({ commands, find }),
}));

/** Offers a page's commands, and what it finds by a text, while it is shown. Keep identities when nothing changed. */
export function usePageCommands(commands: readonly PaletteCommand[], find?: FindCommands): void {
  const set = usePageCommandStore((store) => store.set);
  useEffect(() => {
    set(commands, find);
    return () => set([]);
  }, [commands, find, set]);
}
