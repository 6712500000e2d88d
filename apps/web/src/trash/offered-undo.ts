import { dismissToast } from '@pyairtable/ui';

/** Toasts that offer to bring deleted bases back, by base. */
const offers = new Map<string, string>();

/** A toast offers to bring a base back, until something else becomes of it. */
export function offerUndo(baseId: string, toast: string): void {
  offers.set(baseId, toast);
}

/** The base was brought back, or deleted for good, elsewhere. */
export function endOffer(baseId: string): void {
  const toast = offers.get(baseId);
  if (toast !== undefined) dismissToast(toast);
  offers.delete(baseId);
}
