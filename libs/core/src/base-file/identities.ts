import { ID_PREFIXES, isId, newId, type IdKind } from '@pyairtable/kernel';
import type { Problems } from './problems';

/** The ids of a file: each is kept when given, minted when not, and none stands for two things. */
export class Identities {
  private readonly taken = new Set<string>();

  constructor(private readonly problems: Problems) {}

  claim(kind: IdKind, given: unknown, path: string): string {
    if (given === undefined) return newId(kind);
    if (!isId(kind, given)) {
      this.problems.add(path, `must be a ${kind} id: ${ID_PREFIXES[kind]} and 14 letters or digits`);
    } else if (this.taken.has(given)) {
      this.problems.add(path, `id ${given} is used twice`);
    } else {
      this.taken.add(given);
      return given;
    }
    return newId(kind);
  }
}
