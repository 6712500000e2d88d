'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from '../kbd/kbd';

export interface PaletteCommand {
  id: string;
  title: string;
  group: string;
  icon?: ReactNode;
  shortcut?: string;
  /** More words that find it. */
  keywords?: string[];
  run: () => void;
}

/** All that can be done, found by typing. Closes before the chosen command runs. */
export function CommandPalette({
  open,
  onOpenChange,
  commands,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  commands: readonly PaletteCommand[];
}) {
  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="motion-fade fixed inset-0 z-50 bg-backdrop" />
        <Base.Popup
          aria-label="Command palette"
          className="motion-dialog fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-[560px] overflow-hidden rounded-lg bg-raised shadow-dialog outline-none"
        >
          <Command label="Command palette" loop>
            <div className="flex items-center gap-3 border-b border-n6 px-4">
              <Search size={16} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
              <Command.Input
                placeholder="Type a command or search…"
                className="h-12 min-w-0 flex-1 bg-transparent text-base text-n12 outline-none"
              />
            </div>
            <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-2 [scroll-padding-block:8px]">
              <Command.Empty className="px-2 py-8 text-center text-sm text-n11">
                Nothing matches.
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-n11"
                >
                  {commands
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <Command.Item
                        key={command.id}
                        value={`${command.title} ${command.id}`}
                        {...(command.keywords ? { keywords: command.keywords } : {})}
                        onSelect={() => {
                          onOpenChange(false);
                          command.run();
                        }}
                        className="flex h-9 items-center gap-3 rounded-md px-2 text-sm text-n12 select-none data-[selected=true]:bg-n4"
                      >
                        <span className="flex text-n11">{command.icon}</span>
                        <span className="min-w-0 flex-1 truncate">{command.title}</span>
                        {command.shortcut === undefined ? null : <Kbd keys={command.shortcut} />}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
