'use client';
import type { Table } from '@pyairtable/contracts';
import { IconButton } from '@pyairtable/ui';
import { History, Redo2, Trash2, Undo2 } from 'lucide-react';
import { BaseIcon } from '@/bases/base-icon';
import { RailToggle } from '@/shell/rail-toggle';
import { ShareButton } from '@/sharing/share-button';
import { useBase } from './base-context';
import { BaseMenu } from './base-menu';
import { BaseName } from './base-name';
import { ConnectionChip } from './connection-chip';
import { PresenceAvatars } from './presence-avatars';
import { TableTabs } from './table-tabs';
import { useSessionValue } from './use-session-value';

/** The top bar: the base's name, its tables, who else is here, undo, redo and sharing. On narrow screens the tables get a line of their own. */
export function TopBar({ table, onTable }: { table: Table | undefined; onTable: (tableId: string) => void }) {
  const { base, session, records, mayEdit, showTrash, showHistory } = useBase();
  const canUndo = useSessionValue(session, (live) => live.canUndo, ['history']);
  const canRedo = useSessionValue(session, (live) => live.canRedo, ['history']);
  return (
    <header data-region="" className="shrink-0 border-b border-n6 bg-n2">
      <div className="flex h-11 items-center gap-1 px-2">
        <RailToggle />
        <BaseIcon {...base} />
        <BaseName />
        <div className="ms-1 hidden h-11 min-w-0 flex-1 md:flex">
          <TableTabs current={table} onTable={onTable} />
        </div>
        <div className="ms-auto flex shrink-0 items-center gap-1">
          <ConnectionChip />
          <PresenceAvatars />
          {mayEdit ? (
            <>
              <IconButton label="Undo" shortcut="Mod Z" disabled={!canUndo} onClick={() => records.undo()}>
                <Undo2 size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
              <IconButton
                label="Redo"
                shortcut="Mod Shift Z"
                disabled={!canRedo}
                onClick={() => records.redo()}
              >
                <Redo2 size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
              <IconButton label="History" className="max-md:hidden" onClick={showHistory}>
                <History size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
              <IconButton label="Trash" className="max-md:hidden" onClick={showTrash}>
                <Trash2 size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
              <BaseMenu />
            </>
          ) : null}
          <ShareButton />
        </div>
      </div>
      <div className="flex h-10 border-t border-n6 px-2 md:hidden">
        <TableTabs current={table} onTable={onTable} />
      </div>
    </header>
  );
}
