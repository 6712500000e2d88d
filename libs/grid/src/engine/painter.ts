import type { Damage } from './damage';
import type { Layout, Scroll } from './geometry';
import type { Rect } from './options';
import { planScroll } from './render/blit';
import { applyBlits, paintRegions } from './render/frame';
import type { Context2D, Pen } from './render/pen';
import { TextMeasurer } from './render/text-measurer';
import type { Scene } from './scene';
import type { GridTheme } from './theme';

/** Counts of what the last frame did; for tests and measurements. */
export interface FrameReport {
  blits: number;
  regions: readonly Rect[];
}

/** The canvas and what is on it: turns damage and scrolling into the fewest copies and repaints. */
export class Painter {
  private readonly pen: Pen;
  private painted: { layout: Layout; scroll: Scroll } | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    ctx: Context2D,
    theme: GridTheme,
  ) {
    this.pen = { ctx, theme, dpr: 1, measurer: new TextMeasurer(ctx) };
  }

  get measuring(): Pen {
    return this.pen;
  }

  /** Forgets text widths and the last frame; call when a font arrived. */
  forgetFonts(): void {
    this.pen.measurer.clear();
    this.painted = null;
  }

  setTheme(theme: GridTheme): void {
    this.pen.theme = theme;
    this.painted = null;
  }

  /** Paints what changed since the last frame and clears `damage`. */
  paint(scene: Scene, damage: Damage): FrameReport {
    const { layout, scroll } = scene;
    this.fitCanvas(layout);
    // A dashed outline restarts its pattern at the cut-off end, so a copy of it would not match a repaint; that of a group
    // that gets rows ends where the view does.
    const hasMarks = scene.copied !== null || scene.moveTarget !== null;
    const canCopy = this.painted?.layout === layout && !damage.isEverything && !hasMarks;
    if (!canCopy && (this.painted?.scroll.top !== scroll.top || this.painted.scroll.left !== scroll.left))
      damage.addAll();
    if (this.painted?.layout !== layout) damage.addAll();
    const plan =
      canCopy && this.painted ? planScroll(layout, this.painted.scroll, scroll) : { blits: [], regions: [] };
    const regions = [...plan.regions, ...damage.regions(layout, scroll)];
    applyBlits(this.pen, this.canvas, plan.blits);
    paintRegions(this.pen, scene, regions);
    damage.clear();
    this.painted = { layout, scroll };
    return { blits: plan.blits.length, regions };
  }

  private fitCanvas(layout: Layout): void {
    const width = Math.max(1, Math.round(layout.width * layout.dpr));
    const height = Math.max(1, Math.round(layout.height * layout.dpr));
    this.pen.dpr = layout.dpr;
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.style.width = `${width / layout.dpr}px`;
    this.canvas.style.height = `${height / layout.dpr}px`;
    this.painted = null;
  }
}
