import type { Home } from '../system/home';
import { readHomeFile } from '../system/home-file';
import { writePrivateFile } from '../system/write-file';

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Names of the samples that this home has had; a sample that a person deleted does not come back. */
export const readSeeded = (home: Home): string[] =>
  readHomeFile(
    home.seeded,
    isNames,
    'Delete it: sample bases that are there stay as they are, and deleted ones come back.',
  ) ?? [];

export const writeSeeded = (home: Home, names: readonly string[]): void =>
  writePrivateFile(home.seeded, `${JSON.stringify(names)}\n`);
