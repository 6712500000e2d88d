'use client';
import { Dialog, Kbd } from '@pyairtable/ui';
import { useShell } from './shell-state';

const GROUPS: readonly { title: string; rows: readonly [keys: string, does: string][] }[] = [
  {
    title: 'Everywhere',
    rows: [
      ['Mod K', 'Command palette and search'],
      ['Mod \\', 'Show or hide the sidebar'],
      ['?', 'This map'],
    ],
  },
  {
    title: 'In an open record',
    rows: [
      ['Alt ↑', 'Previous record'],
      ['Alt ↓', 'Next record'],
      ['Esc', 'Close'],
    ],
  },
  {
    title: 'In the grid',
    rows: [
      ['↑ ↓ ← →', 'Move'],
      ['Mod ↑ ↓', 'Jump to the first or last record'],
      ['Shift ↑ ↓', 'Extend the selection'],
      ['Enter', 'Edit, then commit and move down'],
      ['Tab', 'Commit and move right'],
      ['Esc', 'Cancel the edit'],
      ['Space', 'Open the record'],
      ['Delete', 'Clear the cells'],
      ['Shift Enter', 'Add a record below'],
      ['Mod C', 'Copy'],
      ['Mod X', 'Cut'],
      ['Mod V', 'Paste'],
      ['Mod Z', 'Undo'],
      ['Mod Shift Z', 'Redo'],
    ],
  },
];

/** All shortcuts on one page; `?` opens it. */
export function ShortcutMap() {
  const { shortcutsOpen, set } = useShell();
  return (
    <Dialog
      open={shortcutsOpen}
      onOpenChange={(open) => set({ shortcutsOpen: open })}
      title="Keyboard shortcuts"
      width="wide"
    >
      <div className="gap-x-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group.title} className="mb-5 break-inside-avoid sm:last:break-before-column">
            <h3 className="mb-1 text-xs font-medium text-n11">{group.title}</h3>
            <dl>
              {group.rows.map(([keys, does]) => (
                <div
                  key={keys + does}
                  className="flex h-8 items-center justify-between gap-4 border-b border-n4 text-sm"
                >
                  <dt className="text-n12">{does}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
