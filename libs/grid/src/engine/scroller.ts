import { clamp, snap, type Layout, type Scroll } from './geometry';
import { ScrollSpace } from './scroll-space';

/** Milliseconds without a scroll event after which the grid counts as at rest. */
const REST_MS = 120;

/**
 * The native scroll container over the canvas: wheel, touch momentum, scroll bars and assistive scrolling are the
 * browser's own; this maps its limited range onto content of any height.
 */
export class Scroller {
  readonly element: HTMLElement;
  private readonly sizer: HTMLElement;
  private readonly space = new ScrollSpace();
  private layout: Layout | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private lastTime = 0;
  private lastTop = 0;
  private speed = 0;

  /** `onMove` runs at each scroll event, `onRest` once the movement ended. */
  constructor(
    document: Document,
    private readonly onMove: () => void,
    private readonly onRest: () => void,
  ) {
    this.element = document.createElement('div');
    this.element.className = 'pa-grid-scroller';
    // Content that the browser could focus by itself would steal the one tab stop.
    this.element.tabIndex = -1;
    this.element.style.cssText =
      'position:absolute;inset:0;overflow:auto;touch-action:manipulation;overscroll-behavior:contain;outline:none;scrollbar-width:thin;-webkit-tap-highlight-color:transparent';
    this.sizer = document.createElement('div');
    this.sizer.style.cssText = 'position:relative;pointer-events:none;contain:strict';
    this.element.append(this.sizer);
    this.element.addEventListener('scroll', this.handleScroll, { passive: true });
  }

  /** Content offset, on device pixels. */
  get scroll(): Scroll {
    const dpr = this.layout?.dpr ?? 1;
    const max = this.layout?.maxScroll ?? { left: 0, top: 0 };
    return {
      left: snap(clamp(this.element.scrollLeft, 0, max.left), dpr),
      top: snap(clamp(this.space.top, 0, max.top), dpr),
    };
  }

  /** Rows per second, signed; 0 at rest. */
  get velocity(): number {
    return this.speed;
  }

  /** Fits the scroll range to a layout; the content offset stays where it can. */
  resize(layout: Layout): void {
    this.layout = layout;
    this.space.resize(layout.maxScroll.top);
    this.sizer.style.width = `${layout.maxScroll.left + layout.width}px`;
    this.sizer.style.height = `${this.space.physicalMax + layout.height}px`;
    this.place(this.space.settle());
  }

  /** Scrolls to a content offset at once. */
  moveTo(scroll: Scroll): void {
    this.place(this.space.moveTo(scroll.top));
    this.element.scrollLeft = scroll.left;
    this.onMove();
    this.restLater();
  }

  dispose(): void {
    clearTimeout(this.rest);
    this.element.removeEventListener('scroll', this.handleScroll);
  }

  private place(physical: number): void {
    if (Math.abs(this.element.scrollTop - physical) >= 0.5) this.element.scrollTop = physical;
    this.space.acknowledge(this.element.scrollTop);
  }

  private readonly handleScroll = (): void => {
    const layout = this.layout;
    if (!layout) return;
    const top = this.space.scrolled(this.element.scrollTop, layout.bodyHeight);
    const now = performance.now();
    const elapsed = now - this.lastTime;
    if (elapsed > 0 && elapsed < 500)
      this.speed = ((top - this.lastTop) / layout.rows.rowHeight / elapsed) * 1000;
    this.lastTime = now;
    this.lastTop = top;
    if (this.space.isStuck) this.place(this.space.settle());
    this.onMove();
    this.restLater();
  };

  private restLater(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.speed = 0;
      this.place(this.space.settle());
      this.onRest();
    }, REST_MS);
  }
}
