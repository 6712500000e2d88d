import { absentRecord } from './absent-record';
import type { LinkField } from './link-cells';

/** What a write does to one link field: lists of linked record ids by own record id; deleted records have none after. */
export interface LinkIntent {
  field: LinkField;
  after: Map<string, string[]>;
}

/** The stored state of a link field around the records of a write. */
export interface LinkState {
  /** Linked record ids of the own records, in order. */
  own: [ownId: string, otherIds: string[]][];
  /** Own record ids of the linked records, in order, and the last position taken there. */
  inverse: [otherId: string, ownIds: string[], last: number][];
}

/** A list of linked records before and after a write. */
export interface LinkListChange {
  recordId: string;
  before: string[];
  after: string[];
}

/** What one link field's write comes to, on both sides. Pairs are [own record id, linked record id]. */
export interface LinkPlan {
  field: LinkField;
  /** Lists that the write leaves as they are stand nowhere in the plan. */
  own: LinkListChange[];
  /** Linked records whose inverse list changes; empty where the field has no inverse. */
  inverse: LinkListChange[];
  removed: [string, string][];
  /** Every pair that is to stand in a changed list, with its position there and, for new ones, on the other side. */
  kept: { own: string; other: string; position: number; otherPosition: number }[];
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, at) => id === b[at]);

/**
 * Compares the lists asked for with those stored. Added links stand last on the other side, in the order of the
 * write. Throws ROW_DOES_NOT_EXIST for a record that the linked table does not have.
 */
export function planLinks(intent: LinkIntent, state: LinkState, existing: ReadonlySet<string>): LinkPlan {
  const stored = new Map(state.own);
  const inverseBefore = new Map(state.inverse.map(([id, owners]) => [id, owners]));
  const last = new Map(state.inverse.map(([id, , position]) => [id, position]));
  const inverseAfter = new Map<string, string[]>();
  const listOf = (otherId: string) => inverseAfter.get(otherId) ?? [...(inverseBefore.get(otherId) ?? [])];
  const plan: LinkPlan = { field: intent.field, own: [], inverse: [], removed: [], kept: [] };

  for (const [ownId, after] of intent.after) {
    const before = stored.get(ownId) ?? [];
    if (sameList(before, after)) continue;
    plan.own.push({ recordId: ownId, before, after });
    for (const otherId of before.filter((id) => !after.includes(id))) {
      plan.removed.push([ownId, otherId]);
      inverseAfter.set(
        otherId,
        listOf(otherId).filter((id) => id !== ownId),
      );
    }
    const held = new Set(before);
    for (const [position, otherId] of after.entries()) {
      if (!existing.has(otherId)) throw absentRecord(otherId, 'row');
      let otherPosition = 0;
      if (!held.has(otherId)) {
        otherPosition = (last.get(otherId) ?? -1) + 1;
        last.set(otherId, otherPosition);
        inverseAfter.set(otherId, [...listOf(otherId), ownId]);
      }
      plan.kept.push({ own: ownId, other: otherId, position, otherPosition });
    }
  }
  if (intent.field.link.inverseFieldId) {
    for (const [recordId, after] of inverseAfter) {
      const before = inverseBefore.get(recordId) ?? [];
      if (!sameList(before, after)) plan.inverse.push({ recordId, before, after });
    }
  }
  return plan;
}
