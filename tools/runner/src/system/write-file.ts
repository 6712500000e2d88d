import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read, so that no reader ever sees half of it. */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
