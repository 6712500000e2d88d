import type { GeneratorCallback, Tree } from '@nx/devkit';
import { parsePyProject, requirementName } from '../../py-project.ts';
import { namesFor } from '../shared/names.ts';
import { freePort, registerService } from '../shared/register-service.ts';
import { render } from '../shared/render.ts';
import type { ServiceSchema } from '../ts-service/generator.ts';

const KIT = 'python-services/kit/pyproject.toml';

/** Scaffolds a Starlette service on python-services/kit and lists it in services.yaml; it needs nothing new of the index. */
export default async function pythonService(tree: Tree, { name }: ServiceSchema): Promise<GeneratorCallback> {
  const root = `python-services/${name}`;
  const names = namesFor(tree, name, root);
  const port = freePort(tree);
  registerService(tree, { name, folder: root, language: 'python', port });
  const kit = parsePyProject(tree.read(KIT, 'utf-8') ?? '');
  const starlette = kit.dependencies.find((requirement) => requirementName(requirement) === 'starlette');
  return render(tree, import.meta.dirname, root, { ...names, port, starlette }, { install: false });
}
