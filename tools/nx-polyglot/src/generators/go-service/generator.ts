import type { GeneratorCallback, Tree } from '@nx/devkit';
import { namesFor } from '../shared/names.ts';
import { freePort, registerService } from '../shared/register-service.ts';
import { render } from '../shared/render.ts';
import type { ServiceSchema } from '../ts-service/generator.ts';

const WORK_FILE = 'go-services/go.work';

/** Scaffolds a Go service on go-services/kit, registers its module in go.work and lists it in services.yaml. */
export default async function goService(tree: Tree, { name }: ServiceSchema): Promise<GeneratorCallback> {
  const root = `go-services/${name}`;
  const names = namesFor(tree, name, root);
  const port = freePort(tree);
  registerService(tree, { name, folder: root, language: 'go', port });
  const work = tree.read(WORK_FILE, 'utf-8') ?? '';
  tree.write(WORK_FILE, withModule(work, `./${name}`));
  const goVersion = /^go (\d+\.\d+)/m.exec(work)?.[1];
  return render(tree, import.meta.dirname, root, { ...names, port, goVersion }, { install: false });
}

/** The text of a go.work with one more folder in its `use` block, in order. */
export function withModule(work: string, folder: string): string {
  const block = /^use \(\n([\s\S]*?)^\)/m;
  const folders = (block.exec(work)?.[1] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (folders.length === 0) throw new Error(`${WORK_FILE} has no block "use (…)"`);
  const all = [...new Set([...folders, folder])].sort();
  return work.replace(block, `use (\n${all.map((one) => `\t${one}\n`).join('')})`);
}
