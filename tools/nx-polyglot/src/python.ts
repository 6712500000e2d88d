import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import {
  DependencyType,
  type CreateDependenciesContext,
  type ProjectConfiguration,
  type RawProjectGraphDependency,
  type TargetConfiguration,
} from '@nx/devkit';
import { deployableTargets } from './deployable.ts';
import { languageProject } from './language-project.ts';
import { parsePyProject, requirementName, sourceFolders } from './py-project.ts';
import { SERVICES_FILE, SERVICES_SCHEMA, type Service } from './services.ts';
import { commandTarget } from './targets.ts';

/** The project that a pyproject.toml makes of its folder; a package with a `__main__.py` is a service. */
export function pythonProject(
  manifest: string,
  workspaceRoot: string,
  services: Service[],
): ProjectConfiguration {
  const root = dirname(manifest);
  const { readsContracts, readsServices } = parsePyProject(
    readFileSync(join(workspaceRoot, manifest), 'utf8'),
  );
  const up = posix.relative(root, '.');
  const bin = `${up}/.venv/bin`;
  const module = posix.basename(root).replaceAll('-', '_');
  const runs = existsSync(join(workspaceRoot, root, 'src', module, '__main__.py'));
  const service = services.find(({ folder }) => folder === root);
  const env = {
    PYTHONPATH: sourceFolders(workspaceRoot, root)
      .map((folder) => posix.relative(root, folder))
      .join(':'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const cached: Partial<TargetConfiguration> = {
    cache: true,
    inputs: [
      'pySource',
      '^pySource',
      '{workspaceRoot}/python-services/requirements.lock',
      '{workspaceRoot}/python-services/ruff.toml',
      { runtime: 'python3 --version' },
      ...(readsServices ? [`{workspaceRoot}/${SERVICES_FILE}`, `{workspaceRoot}/${SERVICES_SCHEMA}`] : []),
      // run-commands would otherwise hash every npm package.
      { externalDependencies: [] },
    ],
  };
  return languageProject({
    root,
    language: 'python',
    runs,
    sourceRoot: `${root}/src`,
    readsContracts,
    targets: {
      lint: commandTarget(`${bin}/ruff check . && ${bin}/ruff format --check .`, root, cached),
      typecheck: commandTarget(`pyright --pythonpath ${bin}/python`, root, {
        ...cached,
        inputs: [...(cached.inputs ?? []).slice(0, -1), { externalDependencies: ['pyright'] }],
        env,
      }),
      test: commandTarget(`${bin}/python -m pytest -q -p no:cacheprovider`, root, { ...cached, env }),
      build: commandTarget(
        `${bin}/uv build --wheel --offline --no-build-isolation --python ${bin}/python -q -o ${up}/dist/${root}`,
        root,
        { ...cached, dependsOn: ['^build'], outputs: [`{workspaceRoot}/dist/${root}`] },
      ),
      ...(service && runs ? deployableTargets(service, `${bin}/python -m ${module}`, { env }) : {}),
    },
  });
}

/** Edges between Python projects: a requirement whose name is that of another project of the workspace. */
export function pythonDependencies(context: CreateDependenciesContext): RawProjectGraphDependency[] {
  const projects = Object.entries(context.projects).flatMap(([project, { root }]) => {
    const file = join(context.workspaceRoot, root, 'pyproject.toml');
    return root !== '.' && existsSync(file)
      ? [{ project, py: parsePyProject(readFileSync(file, 'utf8')) }]
      : [];
  });
  const byName = new Map(projects.map(({ project, py }) => [py.name, project]));
  return projects.flatMap(({ project, py }) =>
    py.dependencies.flatMap((requirement) => {
      const target = byName.get(requirementName(requirement));
      return target && target !== project ? [{ source: project, target, type: DependencyType.implicit }] : [];
    }),
  );
}
