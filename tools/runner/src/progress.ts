/** Prints the stages of a start, each with its seconds, and what happens to the system afterwards. */
export class Progress {
  readonly #started: number;

  /** `typedAt`: when the command was typed, in milliseconds since 1970; until this process began, packages were installed. */
  constructor(typedAt?: number) {
    const before = typedAt === undefined ? 0 : performance.timeOrigin - typedAt;
    // A clock that was set meanwhile tells nothing.
    this.#started = before > 0 ? -before : performance.now();
  }

  /** Runs one stage; its result, when not empty, stands behind the time. */
  async stage<T>(
    name: string,
    work: (report: (doing: string) => void) => Promise<T>,
    say: (result: T) => string,
  ): Promise<T> {
    const started = performance.now();
    const result = await work((doing) => console.log(`  … ${name.padEnd(10)} ${doing}`));
    console.log(`  ✓ ${name.padEnd(10)} ${seconds(started).padStart(6)} s  ${say(result)}`);
    return result;
  }

  /** Seconds since the command was typed, or else since this process began its work. */
  total(): string {
    return seconds(this.#started);
  }
}

/** The variable by which `scripts/bootstrap.mjs` tells when the command was typed. */
export const TYPED_AT = 'PYAIRTABLE_TYPED_AT';

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

/** A line about the running system, with the time of day. */
export function say(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}
