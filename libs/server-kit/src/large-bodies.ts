interface Waiting {
  read: () => void;
  answered: Promise<unknown>;
}

/** Bytes from which on JSON takes a time to be read that others notice. */
export const LARGE_BODY_BYTES = 256 * 1024;

/**
 * Lets large bodies be read one after the other: of each person in turn, and of nobody while one of theirs is still to be answered.
 * After each the process is left to others for as long as it took them all.
 */
export class LargeBodies {
  /** By person, whose turn is next first. */
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly inHand = new Set<string>();
  private resting = false;
  /** Whose body was read last. */
  private last: string | undefined;

  /** What `read` yields, in its turn; the person's next is read once `answered` has settled. */
  read<T>(person: string, read: () => T, answered: Promise<unknown> = Promise.resolve()): Promise<T> {
    return new Promise((resolve, reject) => {
      const own = this.waiting.get(person) ?? [];
      own.push({
        read: () => {
          try {
            resolve(read());
          } catch (error) {
            reject(error as Error);
          }
        },
        answered,
      });
      this.waiting.set(person, own);
      this.next();
    });
  }

  private next(): void {
    if (this.resting) return;
    const ready = [...this.waiting.keys()].filter((one) => !this.inHand.has(one));
    const person = ready.find((one) => one !== this.last) ?? ready[0];
    const own = person === undefined ? undefined : this.waiting.get(person);
    const first = own?.shift();
    if (person === undefined || !own || !first) return;
    this.waiting.delete(person);
    if (own.length > 0) this.waiting.set(person, own);
    this.inHand.add(person);
    this.last = person;
    const done = () => {
      this.inHand.delete(person);
      this.next();
    };
    first.answered.then(done, done);
    const began = performance.now();
    first.read();
    this.resting = true;
    setTimeout(() => {
      this.resting = false;
      this.next();
    }, performance.now() - began);
  }
}
