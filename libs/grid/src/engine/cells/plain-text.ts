import type { Rect } from '../options';
import { numberSigns } from '../render/number-signs';
import { cellFont, type Pen } from '../render/pen';
import { drawLine, drawWrapped, type TextStyle } from '../render/text';
import { PADDING_X, contentBox, firstLine } from './cell-renderer';

/** Style of ordinary cell text in a colour. */
export function cellText(pen: Pen, color: string, align: 'start' | 'end' = 'start'): TextStyle {
  return { font: cellFont(pen.theme), size: pen.theme.fontSize, color, align };
}

/** One line in a cell, on the first line of tall rows. */
export function drawSingle(pen: Pen, text: string, box: Rect, style: TextStyle): void {
  drawLine(pen, text, firstLine(box), style);
}

/** A number on one line; one that does not fit shows as number signs. */
export function drawNumber(pen: Pen, text: string, box: Rect, style: TextStyle): void {
  const line = firstLine(box);
  const isCut = pen.measurer.width(text, style.font) - line.width > 0.5;
  drawLine(pen, isCut ? numberSigns(pen, line.width, style) : text, line, style);
}

/** Wrapped over the lines of a tall row, one line in a short one. */
export function drawMultiple(pen: Pen, text: string, box: Rect, style: TextStyle): void {
  if (box.height < 48) drawSingle(pen, text, box, style);
  else drawWrapped(pen, text, contentBox(box), style);
}

/** Width of a text on one line with padding; long texts are measured by their first 300 characters. */
export function measureText(pen: Pen, text: string): number {
  const line = text.length > 300 ? text.slice(0, 300) : text;
  return pen.measurer.width(line.replace(/\s+/g, ' '), cellFont(pen.theme)) + PADDING_X * 2;
}
