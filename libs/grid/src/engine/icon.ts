import type { IconNode } from './column';

function number(value: string | number | undefined): number {
  return Number(value ?? 0) || 0;
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0Z`;
}

function rectangle(attributes: Readonly<Record<string, string | number | undefined>>): string {
  const [x, y, width, height] = [
    attributes['x'],
    attributes['y'],
    attributes['width'],
    attributes['height'],
  ].map(number) as [number, number, number, number];
  const r = Math.min(number(attributes['rx'] ?? attributes['ry']), width / 2, height / 2);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const arc = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${arc(r, r)}v${height - 2 * r}${arc(-r, r)}h${2 * r - width}${arc(-r, -r)}v${2 * r - height}${arc(r, -r)}Z`;
}

/** Turns an icon's shapes into one SVG path string; shapes it does not know are left out. */
export function iconPath(icon: IconNode): string {
  return icon
    .map(([tag, attributes]) => {
      switch (tag) {
        case 'path':
          // A path's first move is absolute even when written small; joined to another it no longer is the first.
          return String(attributes['d'] ?? '').replace(/^\s*m/, 'M0 0m');
        case 'line':
          return `M${number(attributes['x1'])} ${number(attributes['y1'])}L${number(attributes['x2'])} ${number(attributes['y2'])}`;
        case 'circle':
          return ellipse(
            number(attributes['cx']),
            number(attributes['cy']),
            number(attributes['r']),
            number(attributes['r']),
          );
        case 'ellipse':
          return ellipse(
            number(attributes['cx']),
            number(attributes['cy']),
            number(attributes['rx']),
            number(attributes['ry']),
          );
        case 'rect':
          return rectangle(attributes);
        case 'polyline':
        case 'polygon':
          return `M${String(attributes['points'] ?? '').trim()}${tag === 'polygon' ? 'Z' : ''}`;
        default:
          return '';
      }
    })
    .join('');
}
