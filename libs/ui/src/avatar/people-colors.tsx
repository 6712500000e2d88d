'use client';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { personColor, personColors } from './person-color';

const Colors = createContext<ReadonlyMap<string, string>>(new Map());

/** Gives the people who are seen together on a page colours of their own. */
export function PeopleColors({ userIds, children }: { userIds: readonly string[]; children: ReactNode }) {
  const colors = useMemo(() => personColors(userIds), [userIds]);
  return <Colors value={colors}>{children}</Colors>;
}

/** The colour of a person on this page. */
export const usePersonColor = (userId: string): string => use(Colors).get(userId) ?? personColor(userId);
