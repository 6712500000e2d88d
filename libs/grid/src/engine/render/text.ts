import { parseColor } from '../contrast';
import { snap } from '../geometry';
import type { Rect } from '../options';
import type { Pen } from './pen';

export interface TextStyle {
  font: string;
  /** CSS pixels of the font. */
  size: number;
  color: string;
  align?: 'start' | 'end' | 'center';
}

/** Pixels over which clipped text fades out. */
const FADE = 18;
/** No glyph is narrower than this share of the font size on average over a long run; bounds what is handed to the canvas. */
const NARROWEST = 0.18;
const RIGHT_TO_LEFT =
  /^[^A-Za-z\u00C0-\u024F\u0370-\u052F\u3040-\u9FFF\uAC00-\uD7AF]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Whether the first strong letter is of a right-to-left script. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text.length > 64 ? text.slice(0, 64) : text);
}

/** Baseline that centres capitals of a font of `size` in `y … y + height`, on a device pixel. */
export function baseline(y: number, height: number, size: number, dpr: number): number {
  return snap(y + height / 2 + size * 0.362, dpr);
}

const clearVersions = new Map<string, string>();

/** The same colour with no opacity, so that a gradient to it does not grey. */
export function transparent(color: string): string {
  let clear = clearVersions.get(color);
  if (clear === undefined) {
    const channels = parseColor(color);
    clear = channels ? `rgba(${channels.join(', ')}, 0)` : `color-mix(in srgb, ${color} 0%, transparent)`;
    clearVersions.set(color, clear);
  }
  return clear;
}

function fadeStyle(pen: Pen, from: number, to: number, color: string): CanvasGradient {
  const gradient = pen.ctx.createLinearGradient(from, 0, to, 0);
  gradient.addColorStop(0, color);
  gradient.addColorStop(1, transparent(color));
  return gradient;
}

/** Tabular figures make hyphens as wide as a digit, but not U+2010. A minus before a digit is a figure itself. */
const BEHIND_WORD = /(?<=[\p{L}\p{N}])-/gu;
const HYPHEN = '\u2010';

/**
 * Draws one line centred on the height of `box`, fading out at the edge when it does not fit. Breaks show as spaces.
 * Returns the width it took.
 */
export function drawLine(pen: Pen, text: string, box: Rect, style: TextStyle): number {
  if (text === '' || box.width <= 0) return 0;
  const { ctx, measurer, dpr } = pen;
  const longest = Math.ceil(box.width / (style.size * NARROWEST)) + 8;
  const line = (text.length > longest ? text.slice(0, longest) : text).replace(/\s+/g, ' ');
  const shown = style.align === 'end' ? line : line.replace(BEHIND_WORD, HYPHEN);
  const width = measurer.width(shown, style.font);
  const isReversed = isRightToLeft(shown);
  const overflow = width - box.width > 0.5;
  const y = baseline(box.y, box.height, style.size, dpr);
  ctx.font = style.font;
  ctx.direction = isReversed ? 'rtl' : 'ltr';
  const toRight = style.align === 'end' || (isReversed && style.align !== 'center');
  if (!overflow) {
    ctx.fillStyle = style.color;
    ctx.textAlign = 'left';
    const free = box.width - width;
    const x = style.align === 'center' ? box.x + free / 2 : toRight ? box.x + free : box.x;
    ctx.fillText(shown, snap(x, dpr), y);
    return width;
  }
  const fade = Math.min(FADE, box.width / 2);
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  if (isReversed) {
    ctx.fillStyle = fadeStyle(pen, box.x + fade, box.x, style.color);
    ctx.textAlign = 'right';
    ctx.fillText(shown, box.x + box.width, y);
  } else {
    ctx.fillStyle = fadeStyle(pen, box.x + box.width - fade, box.x + box.width, style.color);
    ctx.textAlign = 'left';
    ctx.fillText(shown, snap(box.x, dpr), y);
  }
  ctx.restore();
  return box.width;
}

/** CSS pixels from one baseline to the next in wrapped cells. */
const LINE_HEIGHT = 18;

/** Draws text wrapped from the top of `box`, as many lines as its height holds; the last one fades when there is more. */
export function drawWrapped(pen: Pen, text: string, box: Rect, style: TextStyle): void {
  const count = Math.max(1, Math.floor(box.height / LINE_HEIGHT));
  const longest = Math.ceil(box.width / (style.size * NARROWEST)) * count + 8;
  const shown = text.length > longest ? text.slice(0, longest) : text;
  pen.measurer.wrap(shown, style.font, box.width, count).forEach((line, index) => {
    drawLine(
      pen,
      line,
      { x: box.x, y: box.y + index * LINE_HEIGHT, width: box.width, height: LINE_HEIGHT },
      style,
    );
  });
}
