import type { Timers } from '../client/socket';

export interface ClockCellsOptions {
  timers: Timers;
  /** Whether somebody may be looking at the rows. */
  isShown(): boolean;
  /** Cells that follow the clock are due. */
  onDue(): void;
}

const EVERY_MS = 60_000;

/** Says once a minute that cells that follow the clock are due, while they are shown; later, when they are shown again. */
export class ClockCells {
  readonly #options: ClockCellsOptions;
  #cancel: (() => void) | null = null;
  #isDue = false;

  constructor(options: ClockCellsOptions) {
    this.#options = options;
  }

  /** Whether there are such cells. */
  run(on: boolean): void {
    if (!on) {
      this.#cancel?.();
      this.#cancel = null;
      this.#isDue = false;
    } else if (!this.#cancel) this.#wait();
  }

  /** The rows are shown again. */
  look(): void {
    if (!this.#isDue || !this.#options.isShown()) return;
    this.#isDue = false;
    this.#options.onDue();
  }

  #wait(): void {
    this.#cancel = this.#options.timers.after(EVERY_MS, () => {
      this.#isDue = true;
      this.look();
      this.#wait();
    });
  }
}
