'use client';
import type { PageUser } from '@pyairtable/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BASE_ICONS, BaseLook } from '@/bases/base-look';
import { NameDialog } from '@/shell/name-dialog';
import { useWorkspaceChanges } from '@/workspaces/workspaces';

/** Names a blank base and gives it a colour and an icon, then opens it. The first base brings a workspace to keep it in. */
export function NewBaseDialog({
  open,
  user,
  workspaceId,
  onClose,
}: {
  open: boolean;
  user: PageUser;
  /** Where the base goes; null: into a new workspace of the person's own. */
  workspaceId: string | null;
  onClose: () => void;
}) {
  const router = useRouter();
  const { createBase, createWorkspace } = useWorkspaceChanges();
  const [color, setColor] = useState<string>('blueBright');
  const [icon, setIcon] = useState<string>(BASE_ICONS[0]);
  return (
    <NameDialog
      open={open}
      onClose={onClose}
      title="New base"
      action="Create base"
      initial="Untitled base"
      onName={async (name, form) => {
        const own = { name: `${user.name}’s workspace`, form };
        const home = workspaceId ?? (await createWorkspace.mutateAsync(own)).id;
        const { id } = await createBase.mutateAsync({ base: { workspaceId: home, name, color, icon }, form });
        router.push(`/${id}`);
      }}
    >
      <BaseLook color={color} icon={icon} onColor={setColor} onIcon={setIcon} />
    </NameDialog>
  );
}
