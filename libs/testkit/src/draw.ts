/**
 * Seed of what a suite draws: the one that `variable` of the environment says, another one in every soak, else always
 * the same, so that a suite fails for what was changed.
 */
export function suiteSeed(variable: string): number {
  const said = process.env[variable];
  if (said !== undefined) return Number(said);
  return process.env['SOAK'] ? Math.trunc(Math.random() * 2 ** 32) : 1;
}

/** A run of chances, the same for the same seed. */
export class Draw {
  readonly seed: number;
  private state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  /** A fraction from 0 up to 1. */
  fraction(): number {
    // Mulberry32.
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  chance(of: number): boolean {
    return this.fraction() < of;
  }

  one<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to draw from');
    return list[this.between(0, list.length - 1)] as T;
  }

  /** Different entries, at most `most`, in any order. */
  some<T>(list: readonly T[], most: number, least = 0): T[] {
    const left = [...list];
    const count = Math.min(left.length, this.between(least, most));
    return Array.from({ length: count }, () => left.splice(this.between(0, left.length - 1), 1)[0] as T);
  }
}
