/** The id of what follows, null for the last. */
export function next(those: readonly { id: string }[], id: string): string | null {
  return those[those.findIndex((one) => one.id === id) + 1]?.id ?? null;
}

/** With one in front of another; at the end where that is null or gone. */
export function placed<T extends { id: string }>(
  those: readonly T[],
  id: string,
  before: string | null,
): T[] {
  const others = those.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  return others.toSpliced(at < 0 ? others.length : at, 0, ...those.filter((one) => one.id === id));
}
