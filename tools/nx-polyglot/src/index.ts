import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CreateDependencies, CreateNodes, ProjectConfiguration } from '@nx/devkit';
import { goDependencies, goProject } from './go.ts';
import { pythonDependencies, pythonProject } from './python.ts';
import { readServices, SERVICES_FILE, type Service } from './services.ts';
import { typescriptProject } from './typescript.ts';

export const name = '@pyairtable/nx-polyglot';

type Inference = (manifest: string, workspaceRoot: string, services: Service[]) => ProjectConfiguration;

const BY_MANIFEST: Record<string, Inference> = {
  'go.mod': goProject,
  'pyproject.toml': pythonProject,
  'package.json': typescriptProject,
  'project.json': typescriptProject,
};

/** A folder with one of these manifests is a project; services.yaml says which of them are deployables. */
export const createNodes: CreateNodes = [
  '{{go-services,python-services}/*/{go.mod,pyproject.toml},{apps,libs,tools,testing}/*/{package.json,project.json}}',
  async (files, _options, { workspaceRoot }) => {
    const services = existsSync(join(workspaceRoot, SERVICES_FILE)) ? readServices(workspaceRoot) : [];
    return files.flatMap((file) => {
      const project = BY_MANIFEST[basename(file)]?.(file, workspaceRoot, services);
      return project ? [[file, { projects: { [project.root]: project } }] as const] : [];
    });
  },
];

export const createDependencies: CreateDependencies = (_options, context) => [
  ...goDependencies(context),
  ...pythonDependencies(context),
];
