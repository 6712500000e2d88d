import { goProblems } from './go.ts';
import { npmProblems } from './npm.ts';
import { PINS_FILE, readPins } from './pins.ts';
import { pythonProblems } from './python.ts';
import { runtimeProblems } from './runtimes.ts';

/** Where a manifest or a lock of the three languages disagrees with dependencies.yaml. */
export function dependencyProblems(root: string): string[] {
  const pins = readPins(root);
  return [
    ...runtimeProblems(root, pins),
    ...npmProblems(root, pins),
    ...goProblems(root, pins),
    ...pythonProblems(root, pins),
  ].map((problem) => `${PINS_FILE}: ${problem}`);
}
