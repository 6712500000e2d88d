import type { Context2D } from './pen';

const MAX_CACHED = 20_000;

/** Remembers text widths and line breaks; measuring is the most expensive thing a frame does. */
export class TextMeasurer {
  private readonly widths = new Map<string, Map<string, number>>();
  private readonly wraps = new Map<string, readonly string[]>();
  private cached = 0;

  constructor(private readonly ctx: Context2D) {}

  /** Forgets everything; call when fonts have loaded. */
  clear(): void {
    this.widths.clear();
    this.wraps.clear();
    this.cached = 0;
  }

  /** Width of one line in CSS pixels. */
  width(text: string, font: string): number {
    let ofFont = this.widths.get(font);
    if (!ofFont) this.widths.set(font, (ofFont = new Map()));
    const known = ofFont.get(text);
    if (known !== undefined) return known;
    if (this.cached >= MAX_CACHED) {
      this.widths.clear();
      this.widths.set(font, (ofFont = new Map()));
      this.cached = 0;
    }
    if (this.ctx.font !== font) this.ctx.font = font;
    const { width } = this.ctx.measureText(text);
    ofFont.set(text, width);
    this.cached++;
    return width;
  }

  /** Breaks text at spaces into at most `maxLines` lines; the last one holds the rest and may be too wide. */
  wrap(text: string, font: string, width: number, maxLines: number): readonly string[] {
    const key = `${font}|${Math.round(width)}|${maxLines}|${text}`;
    const known = this.wraps.get(key);
    if (known) return known;
    if (this.wraps.size > 4_000) this.wraps.clear();
    const lines = this.breakLines(text, font, width, maxLines);
    this.wraps.set(key, lines);
    return lines;
  }

  private breakLines(text: string, font: string, width: number, maxLines: number): string[] {
    const lines: string[] = [];
    for (const paragraph of text.split(/\r\n|\r|\n/)) {
      let line = '';
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (lines.length === maxLines - 1 || line === '' || this.width(longer, font) <= width) line = longer;
        else {
          lines.push(line);
          line = word;
        }
      }
      lines.push(line);
      if (lines.length >= maxLines) break;
    }
    return lines.slice(0, maxLines);
  }
}
