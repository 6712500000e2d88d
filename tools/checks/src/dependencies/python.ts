import { normaliseName, parsePyProject, requirementName } from '@pyairtable/nx-polyglot/py-project';
import { parse } from 'smol-toml';
import { foldersIn, readText } from '../files.ts';
import { disagreements, isExact, type Pins, type Stated } from './pins.ts';

export const REQUIREMENTS = 'python-services/requirements.in';
export const LOCK = 'python-services/requirements.lock';
export const SERVICE_LOCK = 'python-services/requirements-service.lock';

/** Every pyproject.toml and requirements.in against the pins and the locks: exact, one version, hashed, no index named. */
export function pythonProblems(root: string, pins: Pins): string[] {
  const external = externalRequirements(root);
  const listed = requirementLines(readText(root, REQUIREMENTS) ?? '').map((line) =>
    statedBy(REQUIREMENTS, line),
  );
  const inList = new Set(listed.map(({ name }) => name));
  const minimum = `>=${pins.runtimes.python}`;
  return [
    ...[...external, ...listed]
      .filter(({ version }) => !isExact('python', version))
      .map(({ file, name }) => `python: ${file} does not pin ${name} with ==`),
    ...disagreements('python', [...external, ...listed], pins.python, 1),
    ...external
      .filter(({ name }) => !inList.has(name))
      .map(({ file, name }) => `python: ${REQUIREMENTS} lacks ${name} of ${file}`),
    ...lockProblems(LOCK, readText(root, LOCK), listed),
    ...lockProblems(SERVICE_LOCK, readText(root, SERVICE_LOCK), external),
    ...pyProjects(root).flatMap(({ file, text }) => {
      const { project } = parse(text) as { project?: { 'requires-python'?: string } };
      const stated = project?.['requires-python'];
      return stated === minimum
        ? []
        : [`python: ${file} says requires-python ${stated ?? 'nothing'}, not ${minimum}`];
    }),
  ];
}

/** What the projects need of the index, local packages left out. */
export function externalRequirements(root: string): Stated[] {
  const projects = pyProjects(root).map(({ file, text }) => ({ file, py: parsePyProject(text) }));
  const local = new Set(projects.map(({ py }) => py.name));
  return projects.flatMap(({ file, py }) =>
    py.dependencies.filter((one) => !local.has(requirementName(one))).map((one) => statedBy(file, one)),
  );
}

function pyProjects(root: string): { file: string; text: string }[] {
  return foldersIn(root, 'python-services').flatMap((folder) => {
    const file = `python-services/${folder}/pyproject.toml`;
    const text = readText(root, file);
    return text === undefined ? [] : [{ file, text }];
  });
}

function requirementLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter(Boolean);
}

function statedBy(file: string, requirement: string): Stated {
  const version = /^[A-Za-z0-9._-]+(?:\[[^\]]*\])?\s*==\s*([^\s;]+)/.exec(requirement)?.[1] ?? '';
  return { file, name: requirementName(requirement), version };
}

function lockProblems(file: string, text: string | undefined, wanted: Stated[]): string[] {
  if (text === undefined) return [`python: ${file} is missing: npx node tools/checks/src/lock-python.ts`];
  const locked = new Map(
    [...text.matchAll(/^([A-Za-z0-9._-]+)==([^\s;]+)/gm)].map(([, name, version]) => [
      normaliseName(name ?? ''),
      version,
    ]),
  );
  const entries = text.split(/^(?=[A-Za-z0-9])/m).filter((entry) => /^[A-Za-z0-9._-]+==/.test(entry));
  return [
    ...wanted
      .filter(({ name, version }) => locked.get(name) !== version)
      .map(
        ({ name, version }) =>
          `python: ${file} has ${name} ${locked.get(name) ?? 'not'}, not ${version}: npx node tools/checks/src/lock-python.ts`,
      ),
    ...entries
      .filter((entry) => !entry.includes('--hash=sha256:'))
      .map((entry) => `python: ${file} has no hash for ${entry.split('==')[0]}`),
    ...(/:\/\/|--(?:extra-)?index-url|--find-links/.test(text) ? [`python: ${file} names an index`] : []),
  ];
}
