import { FullPageNote } from './full-page-note';

/** What stands where an address leads to nothing, or to what its reader may not see. */
export function NotFoundNote() {
  return (
    <FullPageNote title="This page is not here">
      The link may be old, or you may not have access to what it points to. Ask the person who sent it to
      share it with you.
    </FullPageNote>
  );
}
