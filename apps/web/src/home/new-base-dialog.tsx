'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BASE_ICONS, BaseLook } from '@/bases/base-look';
import { NameDialog } from '@/shell/name-dialog';
import { useWorkspaceChanges } from '@/workspaces/workspaces';

/** Names a blank base and gives it a colour and an icon, then opens it. */
export function NewBaseDialog({ workspaceId, onClose }: { workspaceId: string | null; onClose: () => void }) {
  const router = useRouter();
  const { createBase } = useWorkspaceChanges();
  const [color, setColor] = useState<string>('blueBright');
  const [icon, setIcon] = useState<string>(BASE_ICONS[0]);
  return (
    <NameDialog
      open={workspaceId !== null}
      onClose={onClose}
      title="New base"
      action="Create base"
      initial="Untitled base"
      onName={async (name) => {
        if (workspaceId === null) return;
        const { id } = await createBase.mutateAsync({ workspaceId, name, color, icon });
        router.push(`/${id}`);
      }}
    >
      <BaseLook color={color} icon={icon} onColor={setColor} onIcon={setIcon} />
    </NameDialog>
  );
}
