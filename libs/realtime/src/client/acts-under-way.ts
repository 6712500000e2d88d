/** Acts outside of the log that are being taken back, or done again: those that answer a promise. */
export class ActsUnderWay {
  #count = 0;
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get isAny(): boolean {
    return this.#count > 0;
  }

  /** Waits for what an act has answered; `failed` is called where it was not carried out. */
  add(done: unknown, failed: () => void): void {
    if (!(done instanceof Promise)) return;
    const end = () => {
      this.#count -= 1;
      this.#onEnd();
    };
    this.#count += 1;
    void done.then(end, () => {
      failed();
      end();
    });
  }
}
