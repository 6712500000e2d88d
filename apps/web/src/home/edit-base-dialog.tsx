'use client';
import type { BaseSummary } from '@pyairtable/contracts';
import { useState } from 'react';
import { BaseLook } from '@/bases/base-look';
import { NameDialog } from '@/shell/name-dialog';
import { useWorkspaceChanges } from '@/workspaces/workspaces';

/** Changes a base's name, colour and icon. */
export function EditBaseDialog({ base, onClose }: { base: BaseSummary; onClose: () => void }) {
  const { changeBase } = useWorkspaceChanges();
  const [color, setColor] = useState(base.color);
  const [icon, setIcon] = useState(base.icon);
  return (
    <NameDialog
      open
      onClose={onClose}
      title="Edit base"
      action="Save"
      initial={base.name}
      onName={async (name) => {
        await changeBase.mutateAsync({ id: base.id, name, color, icon });
      }}
    >
      <BaseLook color={color} icon={icon} onColor={setColor} onIcon={setIcon} />
    </NameDialog>
  );
}
