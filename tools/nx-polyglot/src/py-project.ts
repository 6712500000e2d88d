import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'smol-toml';

/** What a pyproject.toml says, as far as the workspace asks. */
export interface PyProject {
  /** Distribution name, normalised; empty when the file names none. */
  name: string;
  /** Requirement specifiers as written, e.g. `starlette==1.10.0`. */
  dependencies: string[];
  /** Local dependencies: normalised name to folder relative to the project, from `[tool.uv.sources]`. */
  sources: Map<string, string>;
  /** `[tool.pyairtable] contracts = true`: code or tests read libs/contracts. */
  readsContracts: boolean;
  /** `[tool.pyairtable] services = true`: code or tests read services.yaml. */
  readsServices: boolean;
}

interface Manifest {
  project?: { name?: string; dependencies?: string[] };
  tool?: {
    uv?: { sources?: Record<string, { path?: string }> };
    pyairtable?: { contracts?: boolean; services?: boolean };
  };
}

/** The name under which PyPI and pip compare distributions (PEP 503). */
export const normaliseName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The distribution a requirement asks for, without extras, version or marker. */
export const requirementName = (requirement: string): string =>
  normaliseName(/^[A-Za-z0-9._-]+/.exec(requirement.trim())?.[0] ?? '');

/** Parses the text of a pyproject.toml; throws where it is not TOML. */
export function parsePyProject(text: string): PyProject {
  const manifest = parse(text) as Manifest;
  return {
    name: normaliseName(manifest.project?.name ?? ''),
    dependencies: manifest.project?.dependencies ?? [],
    sources: new Map(
      Object.entries(manifest.tool?.uv?.sources ?? {}).flatMap(([name, { path }]) =>
        path ? [[normaliseName(name), path]] : [],
      ),
    ),
    readsContracts: manifest.tool?.pyairtable?.contracts === true,
    readsServices: manifest.tool?.pyairtable?.services === true,
  };
}

/** The `src` folders that a Python process of the project imports from: its own and those of its local dependencies. */
export function sourceFolders(workspaceRoot: string, projectRoot: string): string[] {
  const found: string[] = [];
  const pending = [projectRoot];
  for (let root = pending.shift(); root !== undefined; root = pending.shift()) {
    const folder = posix.join(root, 'src');
    const manifest = join(workspaceRoot, root, 'pyproject.toml');
    if (found.includes(folder) || !existsSync(manifest)) continue;
    found.push(folder);
    const { sources, dependencies } = parsePyProject(readFileSync(manifest, 'utf8'));
    for (const requirement of dependencies) {
      const path = sources.get(requirementName(requirement));
      if (path) pending.push(posix.join(root, path));
    }
  }
  return found;
}
