const open = new Map<string, number>();

/** Says that a base has a live session on this page, which sends its own edits; the result ends that. */
export function noteOpenBase(baseId: string): () => void {
  open.set(baseId, (open.get(baseId) ?? 0) + 1);
  return () => open.set(baseId, (open.get(baseId) ?? 1) - 1);
}

/** Whether a live session of this page sends the base's edits. */
export const isBaseOpen = (baseId: string): boolean => (open.get(baseId) ?? 0) > 0;
