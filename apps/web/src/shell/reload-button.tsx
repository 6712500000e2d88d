'use client';
import { Button } from '@pyairtable/ui';

/** Tries the page again. */
export function ReloadButton() {
  return (
    <Button look="primary" onClick={() => location.reload()}>
      Try again
    </Button>
  );
}
