/**
 * Counts tests from the output of the test runners of three languages, and tasks that count as one check each. Feed it
 * every line that Nx prints.
 */
export class OutcomeCount {
  passed = 0;
  failed = 0;
  readonly failures: string[] = [];

  /** Reads one line, without colours; answers false for a line that says nothing to a person. */
  line(text: string): boolean {
    return !(this.#goTest(text) || /^=== (RUN|PAUSE|CONT|NAME)\s/.test(text)) && this.#summary(text);
  }

  /** One check or task that passed or failed as a whole. */
  whole(name: string, passed: boolean): void {
    if (passed) this.passed += 1;
    else {
      this.failed += 1;
      this.failures.push(name);
    }
  }

  /** `--- PASS: TestName (0.01s)`, indented for a subtest. A passed one is not worth a line. */
  #goTest(text: string): boolean {
    const [, outcome] = /^\s*--- (PASS|FAIL|SKIP): /.exec(text) ?? [];
    if (outcome === 'PASS') this.passed += 1;
    if (outcome === 'FAIL') this.failed += 1;
    return outcome === 'PASS';
  }

  /** Vitest: `Tests  1 failed | 5 passed (6)`; pytest: `1 failed, 5 passed in 0.3s`. */
  #summary(text: string): boolean {
    const [, vitest] = /^\s*Tests\s+(\d+ .*)$/.exec(text) ?? [];
    const [, pytest] =
      /^(?:=+ )?((?:\d+ \w+, )*\d+ (?:passed|failed|errors?)\b.*) in [\d.]+s/.exec(text) ?? [];
    for (const [, count, outcome] of (vitest ?? pytest ?? '').matchAll(/(\d+) (passed|failed|errors?)\b/g)) {
      if (outcome === 'passed') this.passed += Number(count);
      else this.failed += Number(count);
    }
    return true;
  }
}

/** The tasks that an `nx run-many` reports as failed at its end. */
export function failedTasks(output: readonly string[]): string[] {
  const start = output.findLastIndex((line) => /^Failed tasks:/.test(line.trim()));
  if (start < 0) return [];
  return output.slice(start + 1).flatMap((line) => /^\s*- ([\w@/.-]+:[\w:-]+)\s*$/.exec(line)?.[1] ?? []);
}

/** The tasks whose output an `nx run-many` printed, replayed ones included. */
export function ranTasks(output: readonly string[]): string[] {
  return output.flatMap((line) => /^\s*> nx run ([\w@/.-]+:[\w:-]+)/.exec(line)?.[1] ?? []);
}
