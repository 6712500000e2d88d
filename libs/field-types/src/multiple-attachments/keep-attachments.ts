import { attachmentsOf, type RawCell } from '@pyairtable/contracts';

/** A given cell with the files `kept` as `stored` has them; undefined where it has not all of them. */
export function keepAttachments(
  given: RawCell,
  stored: RawCell,
  kept: readonly string[],
): RawCell | undefined {
  const files = new Map(attachmentsOf(stored).map((file) => [file.id, file]));
  if (!kept.every((id) => files.has(id))) return undefined;
  return attachmentsOf(given).map((file) => files.get(file.id) ?? file);
}
