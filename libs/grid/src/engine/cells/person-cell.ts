import type { Person, PersonCell } from '../cell';
import { fontOf, type Pen } from '../render/pen';
import { drawLine } from '../render/text';
import type { PillColors } from '../theme-pills';
import { readableOn } from '../contrast';
import type { CellRenderer } from './cell-renderer';
import { PILL_HEIGHT, drawPills, measurePills, type DrawnPill } from './pills';

/** First letters of the first and last word, at most two, upper case. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const first = Array.from(words[0] ?? '?')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words[words.length - 1] as string)[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

function avatarColors(pen: Pen, person: Person): PillColors {
  if (person.color !== undefined) return { background: person.color, text: readableOn(person.color) };
  const { avatars, neutralPill } = pen.theme;
  let hash = 0;
  for (let at = 0; at < person.id.length; at++) hash = (hash * 31 + person.id.charCodeAt(at)) >>> 0;
  return avatars[hash % Math.max(1, avatars.length)] ?? neutralPill;
}

function drawAvatar(pen: Pen, person: Person, x: number, y: number): void {
  const { ctx, theme } = pen;
  const colors = avatarColors(pen, person);
  const radius = PILL_HEIGHT / 2;
  ctx.fillStyle = colors.background;
  ctx.beginPath();
  ctx.arc(x + radius, y + radius, radius, 0, Math.PI * 2);
  ctx.fill();
  const style = { font: fontOf(theme, 9, 600), size: 9, color: colors.text, align: 'center' as const };
  drawLine(pen, initials(person.name), { x, y, width: PILL_HEIGHT, height: PILL_HEIGHT }, style);
}

function drawn(pen: Pen, cell: PersonCell): DrawnPill[] {
  return cell.people.map((person) => ({
    text: person.name,
    colors: pen.theme.neutralPill,
    radius: PILL_HEIGHT / 2,
    inset: PILL_HEIGHT,
    drawInset: (at, x, y) => drawAvatar(at, person, x, y),
  }));
}

export const personCell: CellRenderer<PersonCell> = {
  draw: (pen, cell, box) => drawPills(pen, drawn(pen, cell), box),
  measure: (pen, cell) => measurePills(pen, drawn(pen, cell)),
  text: (cell) => cell.people.map((person) => person.name).join(', '),
  isEmpty: (cell) => cell.people.length === 0,
  hasEditor: true,
};
