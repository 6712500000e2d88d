/** What Tab can reach, and the grid's one focusable element. */
const FOCUSABLE =
  '[data-grid-focus], a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

const firstIn = (region: HTMLElement): HTMLElement | undefined =>
  [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.checkVisibility());

/**
 * Moves the focus to the next (1) or previous (-1) part of the page that is marked `data-region`, in the order of the
 * document: the way out of a grid, which keeps Tab to itself. False when there is no other part to go to.
 */
export function focusNextRegion(step: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.checkVisibility() && firstIn(region) !== undefined,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = at === -1 && step === -1 ? regions.length - 1 : at + step;
  const region = regions[(next + regions.length) % regions.length];
  if (!region || region === regions[at]) return false;
  firstIn(region)?.focus();
  return true;
}
