'use client';
import { IconButton, Menu, MenuItem } from '@pyairtable/ui';
import { Ellipsis, History, Trash2 } from 'lucide-react';
import { useBase } from './base-context';

/** What the top bar has no room for on a narrow screen. */
export function BaseMenu() {
  const { showHistory, showTrash } = useBase();
  return (
    <Menu
      align="end"
      label="More of this base"
      trigger={
        <IconButton label="More of this base" className="md:hidden">
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem icon={<History size={16} strokeWidth={1.5} aria-hidden="true" />} onSelect={showHistory}>
        History
      </MenuItem>
      <MenuItem icon={<Trash2 size={16} strokeWidth={1.5} aria-hidden="true" />} onSelect={showTrash}>
        Trash
      </MenuItem>
    </Menu>
  );
}
