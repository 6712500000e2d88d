import { create } from 'zustand';

interface ShellState {
  railOpen: boolean;
  drawerOpen: boolean;
  paletteOpen: boolean;
  shortcutsOpen: boolean;
  /** The workspace whose bases the rail and home show; null: the first. */
  workspaceId: string | null;
  set(change: Partial<Omit<ShellState, 'set'>>): void;
}

/** What of the frame is open. Lives in memory only. */
export const useShell = create<ShellState>()((set) => ({
  railOpen: true,
  drawerOpen: false,
  paletteOpen: false,
  shortcutsOpen: false,
  workspaceId: null,
  set,
}));
