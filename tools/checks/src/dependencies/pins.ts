import { parse } from 'yaml';
import { readText } from '../files.ts';

export const PINS_FILE = 'dependencies.yaml';

/** dependencies.yaml: runtimes by name and shared libraries by language, each with its exact version. */
export interface Pins {
  runtimes: Record<'node' | 'go' | 'python' | 'postgresql', string>;
  npm: Record<string, string>;
  go: Record<string, string>;
  python: Record<string, string>;
}

const EXACT = {
  npm: /^\d+\.\d+\.\d+(-[\w.]+)?$/,
  go: /^v\d+\.\d+\.\d+([-+][\w.+-]+)?$/,
  python: /^\d+(\.\d+)+(\.post\d+)?$/,
};

/** Reads dependencies.yaml; throws when it is missing or a section is no mapping of names to exact versions. */
export function readPins(root: string): Pins {
  const text = readText(root, PINS_FILE);
  if (text === undefined) throw new Error(`${PINS_FILE} is missing`);
  const pins = parse(text) as Partial<Record<string, Record<string, unknown>>> | null;
  for (const section of ['runtimes', 'npm', 'go', 'python'] as const) {
    const entries = pins?.[section];
    if (typeof entries !== 'object') throw new Error(`${PINS_FILE}: needs the section ${section}`);
    for (const [name, version] of Object.entries(entries)) {
      const shape = section === 'runtimes' ? /^\d+(\.\d+)+(-[\w.]+)?$/ : EXACT[section];
      if (typeof version !== 'string' || !shape.test(version))
        throw new Error(
          `${PINS_FILE}: ${section}.${name} must be an exact version, quoted where it looks like a number`,
        );
    }
  }
  for (const runtime of ['node', 'go', 'python', 'postgresql'])
    if (!(runtime in (pins?.['runtimes'] ?? {}))) throw new Error(`${PINS_FILE}: needs runtimes.${runtime}`);
  return pins as unknown as Pins;
}

/** True for a version that names one release of the ecosystem and no range. */
export const isExact = (ecosystem: keyof typeof EXACT, version: string): boolean =>
  EXACT[ecosystem].test(version);

/** One dependency as a manifest states it. */
export interface Stated {
  file: string;
  name: string;
  version: string;
}

/**
 * Disagreements between what manifests state and one section of the pins: another version, a shared library that is not
 * listed, a listed one that nothing uses. `shared` is the number of manifests from which on a library must be listed.
 */
export function disagreements(
  section: string,
  stated: Stated[],
  pins: Record<string, string>,
  shared: number,
): string[] {
  const names = [...new Set(stated.map(({ name }) => name))].sort();
  const unlisted = names
    .filter((name) => !(name in pins) && stated.filter((one) => one.name === name).length >= shared)
    .map(
      (name) =>
        `${section}: ${name} is not listed, but ${stated.find((one) => one.name === name)?.file} depends on it`,
    );
  const wrong = stated
    .filter(({ name, version }) => name in pins && pins[name] !== version)
    .map(({ file, name, version }) => `${section}: ${file} has ${name} ${version}, not ${pins[name]}`);
  const unused = Object.keys(pins)
    .filter((name) => !names.includes(name))
    .map((name) => `${section}: ${name} is listed, but no manifest depends on it`);
  return [...unlisted, ...wrong, ...unused];
}
