'use client';
import { Button, EmptyState, IconButton, TextInput } from '@pyairtable/ui';
import { Plus, Search, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useRecentBases } from '@/bases/recent-bases';
import { PageFrame } from '@/shell/page-frame';
import { useShell } from '@/shell/shell-state';
import type { BaseSummary, PageUser } from '@pyairtable/contracts';
import { currentWorkspace, mayCreate, useWorkspaces } from '@/workspaces/workspaces';
import { BaseTile } from './base-tile';
import { FirstSteps } from './first-steps';
import { TrashedBasesDialog } from '@/trash/trashed-bases';
import { NewBaseDialog } from './new-base-dialog';

const RECENT_SHOWN = 4;

/** Recent bases, then all bases of the workspaces, with search and a way to start one. */
export function HomePage({ user }: { user: PageUser }) {
  const workspaces = useWorkspaces(undefined, true);
  const recent = useRecentBases();
  const { workspaceId } = useShell();
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const [showsTrash, setShowsTrash] = useState(false);

  const current = currentWorkspace(workspaces, workspaceId);
  const matches = (base: BaseSummary) => base.name.toLowerCase().includes(search.trim().toLowerCase());
  const all = workspaces.flatMap((workspace) => workspace.bases);
  const opened = all
    .filter((base) => recent[base.id] !== undefined)
    .sort((a, b) => (recent[b.id] ?? 0) - (recent[a.id] ?? 0))
    .slice(0, RECENT_SHOWN);
  const shown = workspaces
    .map((workspace) => ({ ...workspace, bases: workspace.bases.filter(matches) }))
    .sort((a, b) => Number(b.id === current?.id) - Number(a.id === current?.id));
  // Whoever is only a guest of the workspace shown starts bases in one of their own.
  const own = [...(current ? [current] : []), ...workspaces].find((workspace) =>
    mayCreate(workspace.permissionLevel),
  );
  const newBase = (
    <Button
      look="primary"
      icon={<Plus size={16} strokeWidth={2} aria-hidden="true" />}
      onClick={() => setCreating(true)}
    >
      New base
    </Button>
  );

  const trash = (
    <IconButton label="Trash" onClick={() => setShowsTrash(true)}>
      <Trash2 size={16} strokeWidth={1.5} aria-hidden="true" />
    </IconButton>
  );

  return (
    <PageFrame
      title="Home"
      maxWidth={1040}
      actions={
        all.length === 0 ? (
          trash
        ) : (
          <>
            <TextInput
              label="Search bases"
              hideLabel
              type="search"
              placeholder="Search bases"
              leading={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="w-56 max-sm:flex-1"
            />
            {trash}
            {newBase}
          </>
        )
      }
    >
      {all.length === 0 ? (
        <FirstSteps
          user={user}
          workspaceId={own?.id ?? null}
          newBase={<Button onClick={() => setCreating(true)}>New base</Button>}
        />
      ) : null}

      {opened.length > 0 && search.trim() === '' ? (
        <Tiles title="Recent">
          {opened.map((base) => (
            <BaseTile key={base.id} base={base} openedAt={recent[base.id]} />
          ))}
        </Tiles>
      ) : null}

      {shown.map((workspace) =>
        workspace.bases.length > 0 ? (
          <Tiles key={workspace.id} title={workspace.name}>
            {workspace.bases.map((base) => (
              <BaseTile key={base.id} base={base} openedAt={recent[base.id]} />
            ))}
          </Tiles>
        ) : workspace.id === current?.id &&
          workspace.bases.length === 0 &&
          all.length > 0 &&
          search.trim() === '' ? (
          <section key={workspace.id} className="mb-10" aria-label={workspace.name}>
            <h2 className="mb-3 text-sm font-medium text-n11">{workspace.name}</h2>
            <p className="rounded-lg border border-dashed border-n7 p-4 text-sm text-n11">
              No bases in this workspace yet. A new base is made here.
            </p>
          </section>
        ) : null,
      )}
      {all.length > 0 && shown.every((workspace) => workspace.bases.length === 0) ? (
        <EmptyState
          title={`No base is called “${search.trim()}”`}
          action={<Button onClick={() => setSearch('')}>Show all bases</Button>}
        >
          Search looks at the names of the bases you can open.
        </EmptyState>
      ) : null}
      {showsTrash ? <TrashedBasesDialog onClose={() => setShowsTrash(false)} /> : null}
      <NewBaseDialog
        open={creating}
        user={user}
        workspaceId={own?.id ?? null}
        onClose={() => setCreating(false)}
      />
    </PageFrame>
  );
}

function Tiles({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-10" aria-label={title}>
      <h2 className="mb-3 text-sm font-medium text-n11">{title}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(260px,100%),1fr))] gap-3">{children}</ul>
    </section>
  );
}
