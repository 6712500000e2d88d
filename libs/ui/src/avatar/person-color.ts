/** Hues that stand for people: drawn as a solid disc with white initials, and as the border of their cells. */
export const PERSON_COLORS = [
  '#4f5bd5',
  '#0b7285',
  '#2b7a3d',
  '#8f5f00',
  '#b4431f',
  '#b02a6f',
  '#7a3fc0',
  '#4a5a70',
] as const;

/** The colour of a person, the same on every screen: it follows from the id alone. */
export function personColor(userId: string): (typeof PERSON_COLORS)[number] {
  let sum = 0;
  for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return PERSON_COLORS[sum % PERSON_COLORS.length] ?? PERSON_COLORS[0];
}

/** One or two capital letters for a name; "?" when it has none. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
