/**
 * Hues that stand for people: drawn as a solid disc with white initials, and as the border of their cells. None is near
 * the accent, in which one's own cursor is drawn.
 */
export const PERSON_COLORS = [
  '#0b7285',
  '#2b7a3d',
  '#8f5f00',
  '#b4431f',
  '#b02a6f',
  '#7a3fc0',
  '#4a5a70',
  '#5c6b00',
  '#a1003c',
  '#00695c',
  '#6d4c41',
] as const;

/** The colour of a person, the same on every screen: it follows from the id alone. */
export function personColor(userId: string): (typeof PERSON_COLORS)[number] {
  let sum = 0;
  for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return PERSON_COLORS[sum % PERSON_COLORS.length] ?? PERSON_COLORS[0];
}

/**
 * Colours for people who are seen together, as long as there are enough: each their own `personColor`, or where somebody
 * before them has it the next one that is free. The same on every screen that shows the same people.
 */
export function personColors(userIds: readonly string[]): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of userIds.toSorted()) {
    const own: readonly string[] = PERSON_COLORS;
    const at = own.indexOf(personColor(id));
    const free =
      [...own.slice(at), ...own.slice(0, at)].find((color) => !taken.has(color)) ?? personColor(id);
    colors.set(id, free);
    taken.add(free);
  }
  return colors;
}

/** One or two capital letters for a name; "?" when it has none. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
