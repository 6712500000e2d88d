import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BUNDLE, BUNDLE_ENTRY } from './bundle.ts';
import { deployableTargets } from './deployable.ts';
import type { Service } from './services.ts';

interface Manifest {
  name?: string;
  nx?: { name?: string };
}

/**
 * What Nx's own plugins do not know of a project under apps, libs, tools or testing: the tag `project:<name>`, by which
 * boundary rules name a single project, and for a deployable its bundle, `serve` and `ready`.
 */
export function typescriptProject(
  manifest: string,
  workspaceRoot: string,
  services: Service[],
): ProjectConfiguration {
  const root = dirname(manifest);
  const { name, nx } = JSON.parse(readFileSync(join(workspaceRoot, manifest), 'utf8')) as Manifest;
  const service = services.find(({ folder }) => folder === root);
  return {
    root,
    tags: [`project:${nx?.name ?? name}`],
    targets: service ? serviceTargets(service, workspaceRoot) : {},
  };
}

function serviceTargets(service: Service, workspaceRoot: string): Record<string, TargetConfiguration> {
  const has = (file: string) => existsSync(join(workspaceRoot, service.folder, file));
  if (has('next.config.mjs')) {
    // By itself the dev server listens on every interface and reports its use.
    return deployableTargets(service, 'next dev --hostname 127.0.0.1', {
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    });
  }
  if (!has(BUNDLE_ENTRY)) return {};
  const { outExtension, banner, sourcemap, format, ...shared } = BUNDLE;
  return {
    build: {
      executor: '@nx/esbuild:esbuild',
      outputs: ['{options.outputPath}'],
      options: {
        ...shared,
        format: [format],
        main: `${service.folder}/${BUNDLE_ENTRY}`,
        outputPath: `${service.folder}/dist`,
        tsConfig: `${service.folder}/tsconfig.lib.json`,
        bundle: true,
        thirdParty: true,
        generatePackageJson: false,
        esbuildOptions: { sourcemap, outExtension, banner },
        // `typecheck` does both; here they would write the .tsbuildinfo that `tsc -b` relies on.
        skipTypeCheck: true,
        declaration: false,
      },
    },
    ...deployableTargets(service, 'node ../../tools/nx-polyglot/src/watch.ts'),
  };
}
