import type { PlannedLink } from './base-plan';
import type { DraftRows } from './draft-records';

/** The links of one pair of fields, in the order they were made, none twice. */
export class LinkList {
  readonly pairs: PlannedLink[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly own: DraftRows | undefined,
    private readonly linked: DraftRows | undefined,
  ) {}

  add(own: string, linked: string, place?: number): void {
    const key = `${own}${linked}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.pairs.push(place === undefined ? [own, linked] : [own, linked, place]);
  }

  /** True when both are ids of records of the right tables. */
  knows(own: string, linked: string): boolean {
    return this.own?.recordBy.get(own)?.id === own && this.linked?.recordBy.get(linked)?.id === linked;
  }
}
