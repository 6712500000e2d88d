import { showToast } from '@pyairtable/ui';

/** Says why a cell was not written, for an input that has no place for it. */
export function tellUnwritten(message: string | null): void {
  if (message !== null) showToast({ title: message });
}
