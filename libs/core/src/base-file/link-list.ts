import { MAX_LINKS } from '@pyairtable/field-types';
import type { PlannedLink } from './base-plan';
import type { DraftRows } from './draft-records';

/** The links of one pair of fields, in the order they were made, none twice; of one where no field shows the other end. */
export class LinkList {
  readonly pairs: PlannedLink[] = [];
  private readonly seen = new Set<string>();
  /** How many links each record has, by its end. */
  private readonly counts = [new Map<string, number>(), new Map<string, number>()] as const;
  private overfull: string | undefined;

  constructor(
    private readonly own: DraftRows | undefined,
    private readonly linked: DraftRows | undefined,
    private readonly isShownFromBoth: boolean,
  ) {}

  /** A record with more links than a cell holds. */
  get fullRecord(): string | undefined {
    return this.overfull;
  }

  add(own: string, linked: string, place?: number): void {
    const key = `${own}${linked}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const [ofOwn, ofLinked] = this.counts;
    this.count(ofOwn, own);
    if (this.isShownFromBoth) this.count(ofLinked, linked);
    this.pairs.push(place === undefined ? [own, linked] : [own, linked, place]);
  }

  private count(links: Map<string, number>, recordId: string): void {
    const count = (links.get(recordId) ?? 0) + 1;
    links.set(recordId, count);
    if (count > MAX_LINKS) this.overfull ??= recordId;
  }

  /** True when both are ids of records of the right tables. */
  knows(own: string, linked: string): boolean {
    return this.own?.recordBy.get(own)?.id === own && this.linked?.recordBy.get(linked)?.id === linked;
  }
}
