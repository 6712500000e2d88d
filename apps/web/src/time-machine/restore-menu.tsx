'use client';
import { Button, Menu, MenuItem } from '@pyairtable/ui';
import type { ChosenMoment } from './restore-dialogs';
import { useHomeOfCopies } from './use-home-of-copies';

/** A moment, and whether a new base is to be as it was then, or this one. */
export type Choice = ChosenMoment & { as: 'new' | 'this' };

/** The ways back to a moment; `label` names it. */
export function RestoreMenu({
  label,
  chosen,
  onChoose,
}: {
  label: string;
  chosen: ChosenMoment;
  onChoose: (choice: Choice) => void;
}) {
  const home = useHomeOfCopies();
  return (
    <Menu
      align="end"
      label={label}
      trigger={
        <Button size="small" aria-label={label}>
          Restore
        </Button>
      }
    >
      {home ? <MenuItem onSelect={() => onChoose({ ...chosen, as: 'new' })}>As new base…</MenuItem> : null}
      <MenuItem onSelect={() => onChoose({ ...chosen, as: 'this' })}>This base…</MenuItem>
    </Menu>
  );
}
