'use client';
import { GRID_SHORTCUTS, type Shortcut } from '@pyairtable/grid';
import { Kbd } from '@pyairtable/ui';

const GROUPS: readonly { title: string; rows: readonly Shortcut[] }[] = [
  {
    title: 'Everywhere',
    rows: [
      ['Mod K', 'Command palette and search'],
      ['Mod \\', 'Show or hide the sidebar'],
      ['F6', 'Next part of the page; Shift goes back'],
      ['Esc', 'Dismiss a message'],
      ['Mod /', 'This map'],
    ],
  },
  {
    title: 'Find in view',
    rows: [
      ['Mod F', 'Find what the view shows'],
      ['Enter', 'Next match; Shift goes back'],
      ['Esc', 'Close, back to the grid'],
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
    rows: GRID_SHORTCUTS,
  },
];

/** All shortcuts on one page, group by group. */
export function ShortcutList() {
  return (
    // Nothing in it takes the focus, and keys must be able to scroll it.
    <div role="group" aria-label="Keys" tabIndex={0} className="gap-x-8 outline-none sm:columns-2">
      {GROUPS.map((group) => (
        <section key={group.title} className="mb-5 break-inside-avoid sm:last:break-before-column">
          <h3 className="mb-1 text-xs font-medium text-n11">{group.title}</h3>
          <dl>
            {group.rows.map(([keys, does]) => (
              <div
                key={keys + does}
                className="flex min-h-8 items-center justify-between gap-4 border-b border-n4 py-1 text-sm"
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
  );
}
