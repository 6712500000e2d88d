import type { Change, View } from '@pyairtable/contracts';
import { viewFieldIds } from '@pyairtable/core';

/** What decides whether and where rows stand in a view. */
export interface ViewRule {
  /** All rows stand in the order in which they were made: their places follow from the log. */
  readonly byCreation: boolean;
  /** Fields whose cells decide otherwise, stored or computed. */
  readonly reads: ReadonlySet<string>;
}

/** What of a view decides which rows it shows, and in which order. */
export type ShownView = Pick<View, 'id' | 'filter' | 'filterFormula' | 'groups' | 'sort'>;

export function viewRule(view: Omit<ShownView, 'id'> | undefined): ViewRule {
  const reads = viewFieldIds(view ?? {});
  return { byCreation: reads.size === 0 && !view?.filterFormula, reads };
}

/**
 * Whether rows of the table may have moved in a way that the change does not say: a new record, or something else in a
 * cell that decides, written or affected.
 */
export function movesRows({ byCreation, reads }: ViewRule, change: Change, tableId: string): boolean {
  if (byCreation) return false;
  if (change.affected?.[tableId]?.some((fieldId) => reads.has(fieldId))) return true;
  return change.changes.some(
    (part) =>
      part.kind === 'records' &&
      part.tableId === tableId &&
      ((part.created?.length ?? 0) > 0 ||
        part.updated?.some(({ after }) => Object.keys(after).some((fieldId) => reads.has(fieldId)))),
  );
}

/** Whether the change may have made other groups and summaries, which follow cells of those fields for which `isTold` holds. */
export function touchesGroups(
  isTold: (fieldId: string) => boolean,
  { affected, changes }: Change,
  tableId: string,
): boolean {
  if (affected?.[tableId]?.some(isTold)) return true;
  return changes.some((part) => {
    if (part.kind === 'schema') return part.tableId === undefined || part.tableId === tableId;
    if (part.tableId !== tableId) return false;
    if (part.created?.length || part.deleted?.length) return true;
    return part.updated?.some(({ after }) => Object.keys(after).some(isTold)) ?? false;
  });
}
