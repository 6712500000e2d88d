'use client';
import { IconButton } from '@pyairtable/ui';
import { Menu as MenuIcon, PanelLeftOpen } from 'lucide-react';
import { useShell } from './shell-state';

/** Brings the navigation back: the drawer on narrow screens, the rail where it was hidden. */
export function RailToggle() {
  const { railOpen, set } = useShell();
  return (
    <>
      <IconButton label="Open navigation" className="md:hidden" onClick={() => set({ drawerOpen: true })}>
        <MenuIcon size={18} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      {railOpen ? null : (
        <IconButton
          label="Show sidebar"
          shortcut="Mod \"
          className="max-md:hidden"
          onClick={() => set({ railOpen: true })}
        >
          <PanelLeftOpen size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </>
  );
}
