/** Where somebody works that has no box of its own, such as a row that is drawn. */
const places = new Set<() => DOMRect | null>();

/** Keeps the notes over the page from a place for as long as it is told; the result ends that. */
export function keepClear(place: () => DOMRect | null): () => void {
  places.add(place);
  return () => places.delete(place);
}

export const keptClear = (): DOMRect[] => [...places].flatMap((place) => place() ?? []);
