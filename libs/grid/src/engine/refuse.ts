import type { GridContext } from './grid-context';

/** Says why something that was asked for is not done. */
export function refuse(grid: GridContext, why: string): void {
  grid.announce(why);
  grid.options.onRefused?.(why);
}
