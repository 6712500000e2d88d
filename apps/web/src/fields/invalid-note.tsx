import type { Field } from '@pyairtable/contracts';
import { invalidity } from '@/cells/cell-faults';

/** Why a computed field shows errors only; nothing while it is valid. */
export function InvalidNote({ field }: { field: Field | undefined }) {
  const reason = field && invalidity(field);
  return reason ? <p className="rounded-md bg-red-soft px-3 py-2 text-sm text-red-text">{reason}</p> : null;
}
