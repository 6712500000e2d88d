import type { Tree } from '@nx/devkit';
import { parseServices, SERVICES_FILE, type Service } from '../../services.ts';

const read = (tree: Tree) => tree.read(SERVICES_FILE, 'utf-8') ?? '';

/** One more than the highest port of services.yaml: a port that a removed service had is not given away again. */
export function freePort(tree: Tree): number {
  return Math.max(...parseServices(read(tree)).map(({ port }) => port)) + 1;
}

/**
 * Appends a service to services.yaml as text, so that the comments and the layout of the others stay. It depends on
 * nothing and has no public route yet. Throws when the name is taken.
 */
export function registerService(
  tree: Tree,
  { name, folder, language, port }: Pick<Service, 'name' | 'folder' | 'language' | 'port'>,
): void {
  const text = read(tree);
  if (parseServices(text).some((service) => service.name === name))
    throw new Error(`${SERVICES_FILE} has a service ${name} already`);
  const entry = `  - name: ${name}
    folder: ${folder}
    language: ${language}
    port: ${port}
    health: /healthz
    stage: 1
    dependsOn: []
    env: [HOST, PORT, 'LOG_LEVEL?']
    routes: []
`;
  tree.write(SERVICES_FILE, `${text.trimEnd()}\n${entry}`);
}
