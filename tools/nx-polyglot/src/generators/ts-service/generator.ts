import type { GeneratorCallback, Tree } from '@nx/devkit';
import { namesFor } from '../shared/names.ts';
import { registerReference } from '../shared/register-references.ts';
import { freePort, registerService } from '../shared/register-service.ts';
import { render } from '../shared/render.ts';

export interface ServiceSchema {
  name: string;
  skipInstall?: boolean;
}

/** Scaffolds a Fastify service on libs/server-kit under apps/ and lists it in services.yaml. */
export default async function tsService(
  tree: Tree,
  { name, skipInstall }: ServiceSchema,
): Promise<GeneratorCallback> {
  const root = `apps/${name}`;
  const names = namesFor(tree, name, root);
  const port = freePort(tree);
  registerService(tree, { name, folder: root, language: 'typescript', port });
  registerReference(tree, root);
  return render(
    tree,
    import.meta.dirname,
    root,
    { ...names, port, node: process.versions.node },
    { install: !skipInstall },
  );
}
