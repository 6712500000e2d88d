'use client';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '@pyairtable/ui';
import { ChevronsUpDown, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { Mark } from '@/brand/mark';
import type { WorkspaceSummary } from '@pyairtable/contracts';
import { mayCreate, useWorkspaceChanges } from '@/workspaces/workspaces';
import { NameDialog } from './name-dialog';
import { useShell } from './shell-state';

/** Which workspace is shown; also makes and renames them. */
export function WorkspaceSwitcher({
  workspaces,
  current,
}: {
  workspaces: WorkspaceSummary[];
  current: WorkspaceSummary | undefined;
}) {
  const setShell = useShell((shell) => shell.set);
  const [naming, setNaming] = useState<'create' | 'rename' | null>(null);
  const { createWorkspace, renameWorkspace } = useWorkspaceChanges();
  return (
    <>
      <Menu
        label="Workspaces"
        trigger={
          <button
            type="button"
            className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-start hover:bg-n4 data-popup-open:bg-n4"
          >
            <Mark size={20} />
            <span className="min-w-0 flex-1 truncate text-sm font-semibold text-n12">
              {current?.name ?? 'PyAirtable'}
            </span>
            <ChevronsUpDown size={14} strokeWidth={1.5} className="text-n10" aria-hidden="true" />
            <span className="sr-only">Switch workspace</span>
          </button>
        }
      >
        <MenuChoices
          value={current?.id ?? ''}
          onChange={(workspaceId) => setShell({ workspaceId })}
          choices={workspaces.map((workspace) => ({ value: workspace.id, label: workspace.name }))}
        />
        {workspaces.length > 0 ? <MenuSeparator /> : null}
        {current && mayCreate(current.permissionLevel) ? (
          <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setNaming('rename')}>
            Rename workspace
          </MenuItem>
        ) : null}
        <MenuItem icon={<Plus size={16} strokeWidth={1.5} />} onSelect={() => setNaming('create')}>
          New workspace
        </MenuItem>
      </Menu>
      <NameDialog
        open={naming !== null}
        onClose={() => setNaming(null)}
        title={naming === 'rename' ? 'Rename workspace' : 'New workspace'}
        action={naming === 'rename' ? 'Rename' : 'Create workspace'}
        initial={naming === 'rename' ? (current?.name ?? '') : ''}
        onName={async (name, form) => {
          if (naming === 'rename' && current) await renameWorkspace.mutateAsync({ id: current.id, name });
          else setShell({ workspaceId: (await createWorkspace.mutateAsync({ name, form })).id });
        }}
      />
    </>
  );
}
