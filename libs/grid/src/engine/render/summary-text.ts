import type { Rect } from '../options';
import { numberSigns } from './number-signs';
import type { Pen } from './pen';
import { drawLine, type TextStyle } from './text';

/** What names the number before it or behind it: "Sum 12", "80% filled". */
const NAMED = /^\p{L}+ (?<number>.*\d.*)$|^(?<first>\S*\d\S*) \p{L}+$/u;

/** A summary on one line. Its words go first where it does not fit; a number shows whole or as number signs, as in cells. */
export function drawSummaryText(pen: Pen, text: string, box: Rect, style: TextStyle): void {
  const fits = (shown: string) => pen.measurer.width(shown, style.font) - box.width <= 0.5;
  if (fits(text) || !/\d/.test(text)) return void drawLine(pen, text, box, style);
  const { number, first } = NAMED.exec(text)?.groups ?? {};
  const short = number ?? first;
  drawLine(pen, short !== undefined && fits(short) ? short : numberSigns(pen, box.width, style), box, style);
}
