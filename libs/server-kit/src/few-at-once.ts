/** One of those whose requests are carried out few at a time. */
class Line {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Ends the line. */
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly atOnce: number,
    lastsMs: number,
    ended: () => void,
  ) {
    this.timer = setTimeout(ended, lastsMs).unref();
  }

  prolong(): void {
    this.timer.refresh();
  }

  async enter(): Promise<void> {
    if (this.running < this.atOnce) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}

/** How many at a time, and for how long. */
interface Bounds {
  atOnce: number;
  /** Since it was last said. */
  lastsMs: number;
  /** What takes longer keeps nobody waiting any more. */
  heldMs: number;
}

/** Lets few at a time pass of those for whom that was said a short while ago. Nothing is remembered of anybody else. */
export class FewAtOnce {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly bounds: Bounds) {}

  /** For how many it holds. */
  get size(): number {
    return this.lines.size;
  }

  /** From now on, for a while. */
  begin(who: string): void {
    const { atOnce, lastsMs } = this.bounds;
    const line = this.lines.get(who);
    if (line) line.prolong();
    else this.lines.set(who, new Line(atOnce, lastsMs, () => this.lines.delete(who)));
  }

  /** Waits for a place; resolves with how it is left, or null for who needs none. */
  async enter(who: string): Promise<(() => void) | null> {
    const line = this.lines.get(who);
    if (!line) return null;
    await line.enter();
    let left = false;
    const leave = () => {
      clearTimeout(held);
      if (!left) line.leave();
      left = true;
    };
    const held = setTimeout(leave, this.bounds.heldMs).unref();
    return leave;
  }
}
