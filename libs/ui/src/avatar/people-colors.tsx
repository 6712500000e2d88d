'use client';
import { createContext, use, useState, type ReactNode } from 'react';
import { NO_COLORS, type PeopleColors, personColor, personColors } from './person-color';

const Colors = createContext<ReadonlyMap<string, string>>(new Map());

const isSame = (a: PeopleColors, b: PeopleColors) =>
  a.colors.size === b.colors.size &&
  [...a.colors].every(([id, color]) => b.colors.get(id) === color) &&
  a.together.size === b.together.size &&
  [...a.together].every((id) => b.together.has(id));

/** Colours of the people of a page, which stay theirs whoever comes and goes; those of `together` differ. */
export function usePeopleColors(
  userIds: readonly string[],
  together: readonly string[],
): ReadonlyMap<string, string> {
  const [given, setGiven] = useState(() => personColors(userIds, together, NO_COLORS));
  const next = personColors(userIds, together, given);
  if (!isSame(given, next)) setGiven(next);
  return given.colors;
}

/** Gives what is inside the colours of the people of the page. */
export function PeopleColorsProvider({
  colors,
  children,
}: {
  colors: ReadonlyMap<string, string>;
  children: ReactNode;
}) {
  return <Colors value={colors}>{children}</Colors>;
}

/** The colour of a person on this page. */
export const usePersonColor = (userId: string): string => use(Colors).get(userId) ?? personColor(userId);
