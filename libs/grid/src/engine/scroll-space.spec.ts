import fc from 'fast-check';
import { MAX_SCROLL_HEIGHT, ScrollSpace } from './scroll-space';

function spaceOf(virtualMax: number): ScrollSpace {
  const space = new ScrollSpace();
  space.resize(virtualMax);
  return space;
}

const PAGE = 600;

describe('ScrollSpace', () => {
  it('is the native position itself while the content fits the native range', () => {
    const space = spaceOf(3_200_000);
    expect(space.physicalMax).toBe(3_200_000);
    expect(space.scrolled(1_234_567, PAGE)).toBe(1_234_567);
  });

  it('moves pixel for pixel on small steps and in proportion on large ones', () => {
    const space = spaceOf(96_000_000);
    expect(space.physicalMax).toBe(MAX_SCROLL_HEIGHT);
    expect(space.scrolled(100, PAGE)).toBe(100);
    expect(space.scrolled(MAX_SCROLL_HEIGHT / 2, PAGE)).toBeCloseTo(48_000_000, 3);
    expect(space.scrolled(MAX_SCROLL_HEIGHT / 2 - 53, PAGE)).toBeCloseTo(48_000_000 - 53, 3);
  });

  it('reaches both ends whatever the way there, and stays within the content', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000_000 }),
        fc.array(fc.double({ min: -2_000, max: 2_000, noNaN: true }), { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (virtualMax, steps, start) => {
          const space = spaceOf(virtualMax);
          let physical = space.moveTo(start * virtualMax);
          for (const step of steps) {
            physical = Math.max(0, Math.min(space.physicalMax, physical + step));
            const top = space.scrolled(physical, PAGE);
            expect(top).toBeGreaterThanOrEqual(0);
            expect(top).toBeLessThanOrEqual(virtualMax);
            if (space.isStuck) physical = space.settle();
          }
          expect(space.moveTo(virtualMax)).toBeCloseTo(space.physicalMax, 3);
          expect(space.top).toBe(virtualMax);
          expect(space.moveTo(0)).toBe(0);
        },
      ),
    );
  });

  it('can always go on: at a native end that the content has not reached, settling frees the bar', () => {
    const space = spaceOf(96_000_000);
    let physical = space.moveTo(1_000_000);
    let steps = 0;
    while (space.top > 0 && steps < 20_000) {
      physical = Math.max(0, physical - 100);
      space.scrolled(physical, PAGE);
      if (space.isStuck) physical = space.settle();
      steps++;
    }
    expect(space.top).toBe(0);
    // A step that meets the native end is cut short there, a handful of times in a million pixels.
    expect(steps).toBeLessThan(10_010);
  });

  it('keeps the content in place when it settles', () => {
    const space = spaceOf(96_000_000);
    space.scrolled(900, PAGE);
    space.settle();
    expect(space.top).toBe(900);
  });

  it('stays inside when the content shrinks', () => {
    const space = spaceOf(96_000_000);
    space.moveTo(90_000_000);
    space.resize(1_000);
    expect(space.top).toBe(1_000);
    expect(space.settle()).toBe(1_000);
  });
});
