import { shownHeight, type RowLayout } from './row-layout';

/**
 * Whether other rows of `top … bottom` may be folded away `now` than were `before`, because rows came or went around
 * them. What was folded meanwhile does not count: it was in sight when it was chosen.
 */
export function haveFoldsMoved(
  before: RowLayout,
  now: RowLayout,
  { top, bottom }: { top: number; bottom: number },
): boolean {
  if (before.heads?.groups === now.heads?.groups) return false;
  if (shownHeight(before, { top, bottom }) === bottom - top + 1) return false;
  // A group ends where the next one starts.
  const places = ({ heads }: RowLayout) => heads?.groups.filter(({ start }) => start <= bottom) ?? [];
  const [were, are] = [places(before), places(now)];
  return (
    were.length !== are.length ||
    were.some(({ key, start }, at) => key !== are[at]?.key || start !== are[at].start)
  );
}
