import type { Pen } from './pen';
import type { TextStyle } from './text';

/** What stands for a number that does not fit, as in every spreadsheet: a cut one would read as a smaller number. */
export function numberSigns(pen: Pen, width: number, style: TextStyle): string {
  return '#'.repeat(Math.max(1, Math.floor(width / pen.measurer.width('#', style.font))));
}
