import { appError } from '@pyairtable/contracts';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

/** What stands in an order that people choose, and the error that says that there is no such thing. */
const PLACED = {
  table: { error: 'INVALID_REQUEST_UNKNOWN', name: 'Table' },
  field: { error: 'INVALID_REQUEST_UNKNOWN', name: 'Field' },
  view: { error: 'VIEW_ID_NOT_FOUND', name: 'View' },
} as const;
export type Placed = keyof typeof PLACED;

/** Ids with one of them in front of another, or at the end. Throws when that is not there. */
export function orderWith(
  kind: Placed,
  ids: readonly string[],
  id: string,
  before: string | null | undefined,
): string[] {
  const others = ids.filter((other) => other !== id);
  if (before == null) return [...others, id];
  const at = before === id ? ids.indexOf(id) : others.indexOf(before);
  if (at < 0) throw appError(PLACED[kind].error, `${PLACED[kind].name} ${before} not found`);
  return others.toSpliced(at, 0, id);
}

/** Places things in an order that names all of them. */
export async function putInOrder(draft: StructureDraft, kind: Placed, ids: readonly string[]): Promise<void> {
  await draft.run(
    `UPDATE ${stateTable(draft.base.id, kind)} p SET position = o.at
      FROM unnest($1::text[]) WITH ORDINALITY AS o(id, at) WHERE p.id = o.id`,
    [ids],
  );
}
