import { foldersIn, readText } from '../files.ts';
import { disagreements, isExact, type Pins, type Stated } from './pins.ts';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages?: Record<string, { version?: string }>;
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** Every package.json against the pins and package-lock.json: exact versions, one version a library, the same locked. */
export function npmProblems(root: string, pins: Pins): string[] {
  const files = [
    'package.json',
    ...['apps', 'libs', 'tools', 'testing'].flatMap((parent) =>
      foldersIn(root, parent).map((folder) => `${parent}/${folder}/package.json`),
    ),
  ];
  const all = files.flatMap((file) => statedIn(file, readText(root, file)));
  const own = all.filter(({ name }) => name.startsWith('@pyairtable/'));
  const external = all.filter(({ name }) => !name.startsWith('@pyairtable/'));
  const { packages = {} } = JSON.parse(readText(root, 'package-lock.json') ?? '{}') as Lock;
  return [
    ...own
      .filter(({ version }) => version !== '*')
      .map(({ file, name }) => `npm: ${file} must depend on ${name} as "*"`),
    ...external
      .filter(({ version }) => !isExact('npm', version))
      .map(({ file, name, version }) => `npm: ${file} has ${name} ${version}, which is no exact version`),
    ...disagreements('npm', external, pins.npm, 2),
    ...external.flatMap(({ file, name, version }) => {
      const folder = file.slice(0, -'package.json'.length);
      const locked = (packages[`${folder}node_modules/${name}`] ?? packages[`node_modules/${name}`])?.version;
      return locked === version
        ? []
        : [`npm: ${file} has ${name} ${version}, package-lock.json has ${locked ?? 'none'}: npm install`];
    }),
  ];
}

function statedIn(file: string, text: string | undefined): Stated[] {
  if (text === undefined) return [];
  const manifest = JSON.parse(text) as Manifest;
  return KINDS.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).map(([name, version]) => ({ file, name, version })),
  );
}
