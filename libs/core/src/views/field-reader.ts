import type { DraftTable } from '../base-file/draft';
import { at, type Problems } from '../base-file/problems';

/** Reads the settings of one view of a base file, which name fields by id or name. */
export class FieldReader {
  constructor(
    readonly table: DraftTable,
    private readonly path: string,
    readonly problems: Problems,
  ) {}

  at(key: string): string {
    return at(this.path, key);
  }

  /** The id of a field of the table; undefined for one that is left out, and with a problem noted for any other text. */
  fieldId(reference: unknown, path: string): string | undefined {
    if (this.table.leftOut.has(String(reference))) return undefined;
    return this.table.fieldBy.get(String(reference))?.field.id ?? this.problems.add(path, 'no such field');
  }
}
