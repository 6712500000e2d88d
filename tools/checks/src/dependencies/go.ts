import { parseGoModule } from '@pyairtable/nx-polyglot/go-module';
import { foldersIn, readText } from '../files.ts';
import { disagreements, isExact, type Pins } from './pins.ts';

/** Every go.mod against the pins, its go.sum and the workspace file: listed, one version a library, one Go version. */
export function goProblems(root: string, pins: Pins): string[] {
  const folders = foldersIn(root, 'go-services').filter(
    (name) => readText(root, `go-services/${name}/go.mod`) !== undefined,
  );
  const modules = folders.map((folder) => {
    const file = `go-services/${folder}/go.mod`;
    return { folder, file, module: parseGoModule(readText(root, file) ?? '') };
  });
  const local = new Set(modules.map(({ module }) => module.path));
  const stated = modules.flatMap(({ file, module }) =>
    module.requires
      .filter(({ path }) => !local.has(path))
      .map(({ path, version }) => ({ file, name: path, version })),
  );
  const work = readText(root, 'go-services/go.work') ?? '';
  const used = [...work.matchAll(/^\s+\.\/(\S+)$/gm)].map(([, folder]) => folder);
  const language = pins.runtimes.go.split('.').slice(0, 2).join('.');
  // go itself adds the first patch's number when it rewrites a file.
  const isLanguage = (version?: string) => version === language || version === `${language}.0`;
  const sums = readText(root, 'go-services/go.work.sum') ?? '';
  return [
    ...stated
      .filter(({ version }) => !isExact('go', version))
      .map(({ file, name, version }) => `go: ${file} has ${name} ${version}, which is no exact version`),
    ...disagreements('go', stated, pins.go, 1),
    ...stated.flatMap(({ file, name, version }) => {
      const own = readText(root, file.replace(/go\.mod$/, 'go.sum')) ?? '';
      return (own + sums).includes(`${name} ${version} h1:`)
        ? []
        : [`go: no go.sum holds ${name} ${version} of ${file}: go mod tidy`];
    }),
    ...modules
      .filter(({ module }) => !isLanguage(module.goVersion))
      .map(({ file, module }) => `go: ${file} says go ${module.goVersion}, not ${language}`),
    ...(isLanguage(/^go (\S+)$/m.exec(work)?.[1])
      ? []
      : [`go: go-services/go.work does not say go ${language}`]),
    ...folders
      .filter((folder) => !used.includes(folder))
      .map((folder) => `go: go-services/go.work does not use ./${folder}`),
    ...used
      .filter((folder) => !folders.includes(folder ?? ''))
      .map((folder) => `go: go-services/go.work uses ./${folder}, which is no module`),
  ];
}
