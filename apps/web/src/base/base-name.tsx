'use client';
import { useState } from 'react';
import { NameDialog } from '@/shell/name-dialog';
import { useBase } from './base-context';

/** The base's name; a press renames it where the person may. */
export function BaseName() {
  const { base, actions, mayChangeSchema } = useBase();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <h1 className="min-w-0 max-w-[240px] shrink-0 max-md:shrink">
        <button
          type="button"
          disabled={!mayChangeSchema}
          onClick={() => setRenaming(true)}
          className="block max-w-full truncate rounded-md px-1.5 py-1 text-sm font-semibold text-n12 enabled:hover:bg-n4"
        >
          {base.name}
        </button>
      </h1>
      <NameDialog
        open={renaming}
        onClose={() => setRenaming(false)}
        title="Rename base"
        action="Rename"
        initial={base.name}
        onName={(name) => actions.renameBase(name)}
      />
    </>
  );
}
