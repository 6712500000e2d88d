import type { LinkTextCell } from '../cell';
import { hairline } from '../render/pen';
import { baseline } from '../render/text';
import { PADDING_X, firstLine, type CellRenderer } from './cell-renderer';
import { cellText, drawSingle, measureText } from './plain-text';

/** URL, e-mail address or phone number, underlined with a hairline. */
export const linkTextCell: CellRenderer<LinkTextCell> = {
  draw(pen, cell, box) {
    if (cell.text === '') return;
    const { theme, dpr } = pen;
    drawSingle(pen, cell.text, box, cellText(pen, theme.link));
    const line = firstLine(box);
    const width = Math.min(line.width, measureText(pen, cell.text) - PADDING_X * 2);
    const y = baseline(line.y, line.height, theme.fontSize, dpr) + Math.round(2 * dpr) / dpr;
    pen.ctx.globalAlpha = 0.35;
    pen.ctx.fillStyle = theme.link;
    pen.ctx.fillRect(line.x, y, Math.max(0, width), hairline(pen));
    pen.ctx.globalAlpha = 1;
  },
  measure: (pen, cell) => measureText(pen, cell.text),
  text: (cell) => cell.text,
  isEmpty: (cell) => cell.text === '',
  hit(pen, cell, box, x, y) {
    const line = firstLine({ ...box, x: 0, y: 0 });
    const width = Math.min(line.width, measureText(pen, cell.text) - PADDING_X * 2);
    const inside = x >= line.x && x <= line.x + width && y >= line.y && y <= line.y + line.height;
    return inside && cell.href !== '' ? { type: 'open-link', href: cell.href } : null;
  },
  hasEditor: true,
};
