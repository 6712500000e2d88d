import type { Change, View } from '@pyairtable/contracts';

/** What decides where rows stand in a view. */
export interface ViewRule {
  /** Rows stand in the order in which they were made: their places follow from the log. */
  readonly byCreation: boolean;
  /** Fields whose cells decide otherwise, stored or computed. */
  readonly reads: ReadonlySet<string>;
}

export function viewRule(view: Pick<View, 'sort'> | undefined): ViewRule {
  const reads = new Set(view?.sort?.map(({ fieldId }) => fieldId));
  return { byCreation: reads.size === 0, reads };
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
