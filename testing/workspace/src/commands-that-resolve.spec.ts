import { documentedCommands } from '@pyairtable/checks/documented-commands';
import { provedCommands } from '@pyairtable/checks/proved-commands';
import { workspaceRoot } from '@pyairtable/testkit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectTargets } from './graph';
import { run } from './nx';

const { resolve: RESOLVE } = provedCommands(workspaceRoot);
/** A key that no source reads; not written out, since this file is a source too. */
const UNREAD = ['NOBODY', 'READS', 'THIS'].join('_');
/** Where a reader of a document about several projects may stand. */
const PROJECTS = ['libs/formula', 'libs/field-types', 'apps/web', 'apps/api'];
/** Nx's own verbs, which name no target. */
const NX_VERBS = ['affected', 'run-many', 'g', 'sync', 'reset'];

describe('commands of the documents that are not run', () => {
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as { scripts: object }).scripts,
  );
  const targets = projectTargets(workspaceRoot);
  const projects = Object.keys(targets);
  const everyTarget = new Set(Object.values(targets).flat());

  /** What a command names that is not there, seen from the folders in which a reader may stand. */
  function missing(command: string, folders: string[]): string[] {
    // A placeholder in angle brackets stands for something that is there.
    const words = command.replace(/(<\w+).*$/, '$1').split(/\s+/);
    const program = words.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
    const [name = '', first = '', ...rest] = words.slice(program);
    const keys = words.slice(0, program).map((word) => word.slice(0, word.indexOf('=')));
    const isThere = (path: string) => folders.some((folder) => existsSync(join(workspaceRoot, folder, path)));
    const paths = words.slice(program + 1).filter((word) => /^[\w./-]+\.(?:mjs|ts|lock)$/.test(word));
    return [
      ...keys.filter((key) => !isRead(key)),
      ...paths.filter((path) => !isThere(path)),
      ...missingFrom(name, first, rest, isThere),
    ];
  }

  function missingFrom(
    program: string,
    first: string,
    rest: string[],
    isThere: (path: string) => boolean,
  ): string[] {
    if (program === 'npm') {
      if (first === 'install') return [];
      const script = first === 'run' ? (rest[0] ?? '') : first;
      if (!scripts.includes(script)) return [`npm script ${script}`];
      const behind = rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : [];
      if (script === 'bench') return behind.filter((one) => !isThere(`testing/performance/src/${one}.ts`));
      const named = behind[0] === '-p' ? (behind[1]?.split(',') ?? []) : behind;
      return named.filter((project) => !projects.includes(project));
    }
    if (program === 'npx' && first === 'nx') return missingFromNx(rest);
    if (program === 'npx')
      return [
        ...(existsSync(join(workspaceRoot, 'node_modules/.bin', first)) ? [] : [first]),
        ...(first === 'vitest' ? rest.slice(1) : []).filter(
          (filter) =>
            !filter.startsWith('<') && !['', '.spec.ts'].some((ending) => isThere(`${filter}${ending}`)),
        ),
      ];
    if (program === 'make')
      return run(workspaceRoot, 'make', '-n', first).code === 0 ? [] : [`make ${first}`];
    if (program === 'go')
      return first !== '-C' && rest[0] === '-C' && !isThere(rest[1] ?? '') ? [rest[1] ?? ''] : [];
    if (program === '.venv/bin/pip' || program === 'node') return [];
    return [program];
  }

  function missingFromNx([verb = '', project]: string[]): string[] {
    if (NX_VERBS.includes(verb)) return [];
    if (!everyTarget.has(verb)) return [`target ${verb}`];
    if (project === undefined) return targets['system']?.includes(verb) ? [] : [`system:${verb}`];
    if (project.startsWith('<')) return [];
    return targets[project]?.includes(verb) ? [] : [`${project}:${verb}`];
  }

  /** Whether some source of the workspace reads the environment's key. */
  function isRead(key: string): boolean {
    return ['libs', 'testing', 'tools', 'scripts'].some((parent) =>
      readdirSync(join(workspaceRoot, parent), { recursive: true, encoding: 'utf8' })
        .filter((file) => /^(?!.*node_modules).*\.(?:ts|mts|mjs)$/.test(file))
        .some((file) => readFileSync(join(workspaceRoot, parent, file), 'utf8').includes(key)),
    );
  }

  it.each(Object.entries(RESOLVE))('%s (%s) names what exists', (command) => {
    const folders = documentedCommands(workspaceRoot)
      .filter((one) => one.command === command)
      .flatMap(({ file }) => ['.', ...(file.startsWith('docs/') ? PROJECTS : [dirname(file)])]);
    expect(missing(command, folders)).toEqual([]);
  });

  it.each([
    ['npm run nothing', 'npm script nothing'],
    ['npx nx test nobody', 'nobody:test'],
    ['npx nx fly web', 'target fly'],
    ['npm run bench -- nothing', 'nothing'],
    ['node tools/nothing.ts', 'tools/nothing.ts'],
    [`${UNREAD}=1 npx vitest run`, UNREAD],
    ['make nothing', 'make nothing'],
    ['frobnicate all', 'frobnicate'],
  ])('%s would fail', (command, fault) => {
    expect(missing(command, ['.'])).toEqual([fault]);
  });
});
