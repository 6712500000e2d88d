import { appError } from '@pyairtable/contracts';
import { MAX_LINKS } from '@pyairtable/field-types';
import { absentRecord } from './absent-record';
import type { LinkEnd, LinkField } from '../model/field-model';
import type { ListBefore } from './change-set';
import { endKey, type LinkWrite } from './link-writes';
import { putBack } from './put-back';

/** The stored state of one side of links around the records of a write. */
export interface LinkState {
  /** Linked record ids of the own records, in order. */
  own: [ownId: string, otherIds: string[]][];
  /** Own record ids of the linked records, in order, and the last position taken there. */
  inverse: [otherId: string, ownIds: string[], last: number][];
}

/** A list of linked records before and after a write. */
export interface LinkListChange {
  recordId: string;
  before: readonly string[];
  after: readonly string[];
}

/** In place of a position: the pair stays where it stands. */
export const STAYS = -1;

/** What a write comes to for the links that one field shows, or two. */
export interface LinkPlan {
  /** The one that the write names first: "own" is its side. */
  field: LinkField;
  own: LinkListChange[];
  /** Linked records whose inverse list changes; empty where the field has no inverse. */
  inverse: LinkListChange[];
  removed: [own: string, other: string][];
  /** All links of the lists that the write gives and changes, with their positions on both sides; a new one has both. */
  kept: { own: string; other: string; position: number; otherPosition: number }[];
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, at) => id === b[at]);

/** One side of the links: the list of each record as it was and as it becomes. */
class Side {
  private readonly before = new Map<string, readonly string[]>();
  private readonly after = new Map<string, readonly string[]>();
  private readonly last = new Map<string, number>();
  private readonly given = new Set<string>();
  /** Positions of links put behind a list from the other side: by record, then linked record. */
  private readonly added = new Map<string, Map<string, number>>();

  know(recordId: string, list: readonly string[], last = -1): void {
    this.before.set(recordId, list);
    this.last.set(recordId, Math.max(last, this.last.get(recordId) ?? -1));
  }

  list(recordId: string): readonly string[] {
    return this.after.get(recordId) ?? this.before.get(recordId) ?? [];
  }

  give(recordId: string, list: readonly string[]): void {
    this.given.add(recordId);
    this.after.set(recordId, list);
  }

  add(recordId: string, otherId: string): void {
    const position = (this.last.get(recordId) ?? -1) + 1;
    this.last.set(recordId, position);
    this.added.set(recordId, (this.added.get(recordId) ?? new Map()).set(otherId, position));
    this.after.set(recordId, [...this.list(recordId), otherId]);
  }

  remove(recordId: string, otherId: string): void {
    this.after.set(
      recordId,
      this.list(recordId).filter((id) => id !== otherId),
    );
  }

  changes(): LinkListChange[] {
    return [...this.after].flatMap(([recordId, after]) => {
      const before = this.before.get(recordId) ?? [];
      return sameList(before, after) ? [] : [{ recordId, before, after }];
    });
  }

  /** The lists that the write gives and changes: it decides their order too. */
  decided(): Map<string, Map<string, number>> {
    const decided = this.changes().filter(({ recordId }) => this.given.has(recordId));
    return new Map(
      decided.map(({ recordId, after }) => [recordId, new Map(after.map((id, position) => [id, position]))]),
    );
  }

  isAdded(recordId: string, otherId: string): boolean {
    return this.added.get(recordId)?.has(otherId) ?? false;
  }

  addedPosition(recordId: string, otherId: string): number {
    if (this.before.get(recordId)?.includes(otherId)) return STAYS;
    return this.added.get(recordId)?.get(otherId) ?? STAYS;
  }
}

/** Lists that were longer before there was a bound may be made shorter. */
function requireRoom({ name }: LinkField, changes: readonly LinkListChange[], where: string): void {
  const full = changes.find(({ before, after }) => after.length > MAX_LINKS && after.length > before.length);
  if (!full) return;
  const most = MAX_LINKS.toLocaleString('en');
  throw appError(
    'INVALID_VALUE_FOR_COLUMN',
    `Field "${name}" holds at most ${most} links in a cell, and record ${full.recordId} would have more${where}`,
  );
}

/** The links that one field shows, or two, while a write is applied to them. */
class Links {
  private readonly own = new Side();
  private readonly other = new Side();

  constructor(private readonly field: LinkField) {}

  know(end: LinkEnd, { own, inverse }: LinkState): void {
    const { mine, theirs } = this.sides(end);
    for (const [recordId, list] of own) mine.know(recordId, list);
    for (const [recordId, list, last] of inverse) theirs.know(recordId, list, last);
  }

  /** `exists` tells the records of the linked table. */
  write({ end, recordId, after: given, adds }: LinkWrite, exists: (recordId: string) => boolean): void {
    const { mine, theirs } = this.sides(end);
    const before = mine.list(recordId);
    const after = adds ? [...new Set([...before, ...given])] : given;
    const [had, has] = [new Set(before), new Set(after)];
    for (const otherId of before) if (!has.has(otherId)) theirs.remove(otherId, recordId);
    for (const otherId of after) {
      if (had.has(otherId)) continue;
      if (!exists(otherId)) throw absentRecord(otherId, 'row');
      theirs.add(otherId, recordId);
    }
    mine.give(recordId, after);
  }

  /** Moves records that this write adds to where they stood in a list. */
  place({ field, recordId, before }: ListBefore): void {
    const { mine } = this.sides(field.link);
    const list = mine.list(recordId);
    const after = putBack(list, before, new Set(before.filter((id) => mine.isAdded(recordId, id))));
    if (!sameList(list, after)) mine.give(recordId, after);
  }

  plan(): LinkPlan {
    const own = this.own.changes();
    const inverse = this.field.link.inverseFieldId ? this.other.changes() : [];
    requireRoom(this.field, own, '');
    requireRoom(this.field, inverse, ' on the other side');
    return {
      field: this.field,
      own,
      inverse,
      removed: own.flatMap(({ recordId, before, after }) => {
        const left = new Set(after);
        return before.filter((id) => !left.has(id)).map((id): [string, string] => [recordId, id]);
      }),
      kept: this.kept(),
    };
  }

  private kept(): LinkPlan['kept'] {
    const [ownLists, otherLists] = [this.own.decided(), this.other.decided()];
    const keep = (own: string, other: string) => ({
      own,
      other,
      position: ownLists.get(own)?.get(other) ?? this.own.addedPosition(own, other),
      otherPosition: otherLists.get(other)?.get(own) ?? this.other.addedPosition(other, own),
    });
    return [
      ...[...ownLists].flatMap(([own, list]) => [...list.keys()].map((other) => keep(own, other))),
      ...[...otherLists].flatMap(([other, list]) =>
        [...list.keys()].filter((own) => !ownLists.has(own)).map((own) => keep(own, other)),
      ),
    ];
  }

  private sides({ own }: LinkEnd): { mine: Side; theirs: Side } {
    return own === this.field.link.own
      ? { mine: this.own, theirs: this.other }
      : { mine: this.other, theirs: this.own };
  }
}

/**
 * Compares the lists asked for with those stored, `states` by the key of their end. A table may have both fields of its
 * links to itself: what is given later stands, from whichever side. Added links stand last on the other side, in the order
 * of the write, but for those that `places` knows from before. Answers a plan for each pair of fields whose links change.
 * Throws ROW_DOES_NOT_EXIST for a record that `exists` does not know.
 */
export function planLinks(
  writes: readonly LinkWrite[],
  states: Readonly<Record<string, LinkState>>,
  exists: (tableId: string, recordId: string) => boolean,
  places: readonly ListBefore[] = [],
): LinkPlan[] {
  const pairs = new Map<string, Links>();
  for (const { field, end } of new Map(writes.map((write) => [endKey(write.end), write])).values()) {
    const links = pairs.get(end.pairId) ?? new Links(field);
    pairs.set(end.pairId, links);
    links.know(end, states[endKey(end)] ?? { own: [], inverse: [] });
  }
  for (const write of writes) {
    const { pairId, linkedTableId } = write.end;
    (pairs.get(pairId) as Links).write(write, (recordId) => exists(linkedTableId, recordId));
  }
  for (const place of places) pairs.get(place.field.link.pairId)?.place(place);
  return [...pairs.values()]
    .map((links) => links.plan())
    .filter(({ own, inverse }) => own.length + inverse.length > 0);
}

/** Ids of the link fields of a table whose lists change, by record, from either side. */
export function changedLinkFields(
  plans: readonly LinkPlan[],
  tableId: string,
): ReadonlyMap<string, readonly string[]> {
  const changed = new Map<string, string[]>();
  for (const { tableId: place, recordId, fieldId } of plans.flatMap((plan) => listChanges(plan, tableId)))
    if (place === tableId) changed.set(recordId, [...(changed.get(recordId) ?? []), fieldId]);
  return changed;
}

/** The changes of a plan on both sides; `tableId` is the table of the write. */
export function listChanges(
  { field, own, inverse }: LinkPlan,
  tableId: string,
): (LinkListChange & { tableId: string; fieldId: string })[] {
  const { inverseFieldId, linkedTableId } = field.link;
  return [
    ...own.map((change) => ({ ...change, tableId, fieldId: field.id })),
    ...(inverseFieldId
      ? inverse.map((change) => ({ ...change, tableId: linkedTableId, fieldId: inverseFieldId }))
      : []),
  ];
}
