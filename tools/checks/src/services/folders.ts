import type { Service } from '@pyairtable/nx-polyglot/services';
import { filesBelow, foldersIn, readText } from '../files.ts';

const MANIFESTS = { typescript: 'package.json', go: 'go.mod', python: 'pyproject.toml' } as const;

/** A service whose folder lacks its language's manifest, and a folder that runs but that services.yaml does not list. */
export function folderProblems(root: string, services: Service[]): string[] {
  const missing = services.flatMap(({ name, folder, language }) =>
    readText(root, `${folder}/${MANIFESTS[language]}`) === undefined
      ? [`${name}: ${folder} has no ${MANIFESTS[language]}, as a ${language} service must`]
      : [],
  );
  const listed = new Set(services.map(({ folder }) => folder));
  const unlisted = ['apps', 'go-services', 'python-services']
    .flatMap((parent) => foldersIn(root, parent).map((name) => `${parent}/${name}`))
    .filter((folder) => !listed.has(folder) && runs(root, folder))
    .map((folder) => `${folder} runs but is not listed`);
  return [...missing, ...unlisted];
}

/** True for what the three languages take for a program: src/main.ts, cmd/<name>/main.go, src/<name>/__main__.py. */
function runs(root: string, folder: string): boolean {
  const name = folder.split('/').pop() ?? '';
  const entries = new Set([
    `${folder}/src/main.ts`,
    `${folder}/next.config.mjs`,
    `${folder}/main.go`,
    `${folder}/cmd/${name}/main.go`,
    `${folder}/src/${name.replaceAll('-', '_')}/__main__.py`,
  ]);
  return filesBelow(root, folder).some((file) => entries.has(file));
}
