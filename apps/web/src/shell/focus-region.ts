/** What Tab can reach, and the grid's one focusable element. */
const FOCUSABLE =
  '[data-grid-focus], a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** Parts are marked; a page that marks none of its own is one. */
const REGIONS = '[data-region], main:not(:has([data-region]))';

/** A part that takes the focus itself, as an open record does; else the first thing in it. */
const entryOf = (region: HTMLElement): HTMLElement | undefined =>
  region.hasAttribute('tabindex')
    ? region
    : [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.checkVisibility());

/**
 * The next (1) or previous (-1) part of the page, in the order of the document: the way out
 * of a grid, which keeps Tab to itself. Null when there is no other part to go to. `enter` moves the focus there.
 */
export function nextRegion(step: 1 | -1): { region: HTMLElement; enter: () => void } | null {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(
    (region) => region.checkVisibility() && entryOf(region) !== undefined,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = at === -1 && step === -1 ? regions.length - 1 : at + step;
  const region = regions[(next + regions.length) % regions.length];
  if (!region || region === regions[at]) return null;
  return { region, enter: () => entryOf(region)?.focus() };
}
