import { clamp } from './geometry';

/** Browsers cap an element's height (Firefox near 17.9 million pixels); stay well below it. */
export const MAX_SCROLL_HEIGHT = 8_000_000;

/** Pixels at either end that are never scaled, so that the way to the very end is as even as everywhere else. */
const EVEN_END = 200_000;

/**
 * Maps a native scroll bar of limited length onto content of any height. Small movements (wheel, touch, keys) go pixel
 * for pixel, so scrolling a million rows feels the same as scrolling a hundred; large jumps (dragging the thumb) go in
 * proportion. Small movements let the native position drift from the proportion; `settle` corrects it when at rest.
 */
export class ScrollSpace {
  /** Length the native scroll range should have, in CSS pixels. */
  physicalMax = 0;
  private virtualMax = 0;
  private physical = 0;
  private virtual = 0;

  /** Top of the content in view, in content pixels. */
  get top(): number {
    return this.virtual;
  }

  /** Sets the largest content offset and keeps the present one if it still exists. */
  resize(virtualMax: number): void {
    this.virtualMax = Math.max(0, virtualMax);
    this.physicalMax = Math.min(this.virtualMax, MAX_SCROLL_HEIGHT);
    this.virtual = clamp(this.virtual, 0, this.virtualMax);
    this.physical = clamp(this.physical, 0, this.physicalMax);
  }

  private get isScaled(): boolean {
    return this.virtualMax > this.physicalMax;
  }

  /** Content pixels per native pixel between the even ends. */
  private get scale(): number {
    return (this.virtualMax - 2 * EVEN_END) / (this.physicalMax - 2 * EVEN_END);
  }

  private toVirtual(physical: number): number {
    if (physical <= EVEN_END) return physical;
    if (physical >= this.physicalMax - EVEN_END) return this.virtualMax - (this.physicalMax - physical);
    return EVEN_END + (physical - EVEN_END) * this.scale;
  }

  private toPhysical(virtual: number): number {
    if (virtual <= EVEN_END) return virtual;
    if (virtual >= this.virtualMax - EVEN_END) return this.physicalMax - (this.virtualMax - virtual);
    return EVEN_END + (virtual - EVEN_END) / this.scale;
  }

  /** Takes the native scroll position of a scroll event; returns the content offset. `page` is the viewport's height. */
  scrolled(physical: number, page: number): number {
    const delta = physical - this.physical;
    this.physical = physical;
    if (!this.isScaled) this.virtual = clamp(physical, 0, this.virtualMax);
    else if (Math.abs(delta) <= page * 2) this.virtual = clamp(this.virtual + delta, 0, this.virtualMax);
    else this.virtual = clamp(this.toVirtual(physical), 0, this.virtualMax);
    return this.virtual;
  }

  /** Moves to a content offset; returns the native position to set. */
  moveTo(virtual: number): number {
    this.virtual = clamp(virtual, 0, this.virtualMax);
    return this.settle();
  }

  /** The native position that matches the content offset; call when at rest or at either native end. */
  settle(): number {
    this.physical = this.isScaled ? this.toPhysical(this.virtual) : this.virtual;
    return this.physical;
  }

  /** The native position as it really became after rounding by the browser. */
  acknowledge(physical: number): void {
    this.physical = physical;
  }

  /** True when the native bar stands at an end that the content has not reached. */
  get isStuck(): boolean {
    if (!this.isScaled) return false;
    return (
      (this.physical <= 0 && this.virtual > 0) ||
      (this.physical >= this.physicalMax - 1 && this.virtual < this.virtualMax - 1)
    );
  }
}
