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

/** The colours of people on a page, and who of them are there at the same time. */
export interface PeopleColors {
  colors: ReadonlyMap<string, string>;
  together: ReadonlySet<string>;
}

export const NO_COLORS: PeopleColors = { colors: new Map(), together: new Set() };

/** The colour of whoever it is, or the next one that is free; their own where none is. */
function freeColor(from: string, taken: ReadonlySet<string>): string {
  const at = (PERSON_COLORS as readonly string[]).indexOf(from);
  const all = [...PERSON_COLORS.slice(at), ...PERSON_COLORS.slice(0, at)];
  return all.find((color) => !taken.has(color)) ?? from;
}

/**
 * Colours for the people of a page. Each keeps what they had `before`; others get their own `personColor`, or the next one that
 * nobody has. Where there are more people than colours, those who come `together` still differ, and those who are there keep theirs.
 * Screens that are opened with the same people begin with the same colours.
 */
export function personColors(
  userIds: readonly string[],
  together: readonly string[] = [],
  before: PeopleColors = NO_COLORS,
): PeopleColors {
  const ids = [...new Set([...userIds, ...together])].toSorted();
  const kept = ids.flatMap((id) => before.colors.get(id) ?? []);
  const taken = new Set(kept);
  const colors = new Map<string, string>();
  for (const id of ids) {
    const color = before.colors.get(id) ?? freeColor(personColor(id), taken);
    colors.set(id, color);
    taken.add(color);
  }
  const here = [...new Set(together)].toSorted();
  const shown = new Set<string>();
  for (const isNew of [false, true])
    for (const id of here.filter((one) => before.together.has(one) !== isNew)) {
      const color = freeColor(colors.get(id) ?? personColor(id), shown);
      colors.set(id, color);
      shown.add(color);
    }
  return { colors, together: new Set(here) };
}

/** One or two capital letters for a name; "?" when it has none. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
