'use client';
import { classNames } from '@pyairtable/ui';
import { Check } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BASE_COLORS, baseColorStyle } from '@/bases/base-colors';
import { NameDialog } from '@/shell/name-dialog';
import { useWorkspaceChanges } from '@/workspaces/workspaces';

const ICONS = ['📋', '🎬', '🚀', '📦', '🧪', '💼', '📚', '🌱', '🎨', '🛠️', '🗓️', '🏠'] as const;

/** Names a blank base and gives it a colour and an icon, then opens it. */
export function NewBaseDialog({ workspaceId, onClose }: { workspaceId: string | null; onClose: () => void }) {
  const router = useRouter();
  const { createBase } = useWorkspaceChanges();
  const [color, setColor] = useState<string>('blueBright');
  const [icon, setIcon] = useState<string>(ICONS[0]);
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
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Colour</legend>
        <div className="flex flex-wrap gap-2">
          {BASE_COLORS.map((name) => (
            <button
              key={name}
              type="button"
              aria-label={name.replace('Bright', '')}
              aria-pressed={name === color}
              onClick={() => setColor(name)}
              className="flex size-7 items-center justify-center rounded-full"
              style={baseColorStyle(name)}
            >
              {name === color ? <Check size={14} strokeWidth={3} aria-hidden="true" /> : null}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Icon</legend>
        <div className="flex flex-wrap gap-1">
          {ICONS.map((one) => (
            <button
              key={one}
              type="button"
              aria-label={`Icon ${one}`}
              aria-pressed={one === icon}
              onClick={() => setIcon(one)}
              className={classNames('flex size-8 items-center justify-center rounded-md text-base', one === icon ? 'bg-accent-soft outline-2 outline-accent' : 'hover:bg-n4')}
            >
              {one}
            </button>
          ))}
        </div>
      </fieldset>
    </NameDialog>
  );
}
