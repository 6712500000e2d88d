import { rendererOf, spokenTextOf } from './cells/registry';
import type { Cell } from './cell';
import type { GridContext } from './grid-context';
import type { GroupHead } from './groups';

/** The label of a head that has more to say than that there is nothing; a box without its tick is something. */
export function labelOf(head: GroupHead | undefined): Cell | null {
  const label = head?.label ?? null;
  return label && (label.kind === 'checkbox' || !rendererOf(label).isEmpty(label)) ? label : null;
}

/** What a head says, in words. */
export function headText({ options, words, layout }: GridContext, group: number): string {
  const head = options.groupHead?.(group);
  const label = labelOf(head);
  const text = label ? spokenTextOf(label, words) : words.emptyGroup;
  return words.group(head?.title ?? '', text, layout.rows.heads?.groups[group]?.count ?? 0);
}
