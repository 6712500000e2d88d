import { readServices } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { affectedBy, run } from './nx';

const affected = (...files: string[]) => affectedBy(workspaceRoot, ...files);

/** Folders of Go services one of whose files imports the kit, found by plain text, not by the plugin under test. */
function goImportersOfTheKit(): string[] {
  const imports = (folder: string): boolean =>
    readdirSync(join(workspaceRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.go'))
      .some((file) =>
        readFileSync(join(workspaceRoot, folder, file), 'utf8').includes('"pyairtable.dev/go-services/kit/'),
      );
  return readdirSync(join(workspaceRoot, 'go-services'))
    .filter((name) => name !== 'kit' && existsSync(join(workspaceRoot, 'go-services', name, 'go.mod')))
    .filter((name) => imports(`go-services/${name}`))
    .sort();
}

/** The tests that start the whole system, and what is built on their harness. */
const WHOLE_SYSTEM = ['e2e', 'integration', 'performance'];

/** The first file of a folder that git knows. */
function fileIn(folder: string): string {
  const { output } = run(workspaceRoot, 'git', 'ls-files', folder);
  const [file = ''] = output.split('\n').filter((name) => name && !name.endsWith('README.md'));
  if (!file) throw new Error(`${folder} holds no file`);
  return file;
}

describe('nx affected on this workspace', () => {
  it.each(readServices(workspaceRoot).map(({ name, folder }) => [name, folder]))(
    'takes a change of %s to the tests that start it',
    (name, folder) => {
      const found = affected(fileIn(folder));
      expect(found).toEqual(expect.arrayContaining([name, ...WHOLE_SYSTEM]));
    },
  );

  it.each([
    'libs/store-postgres/migrations',
    'libs/formula/migrations',
    'go-services/auth/migrations',
    'testing/data',
    'services.yaml',
  ])('takes a change of %s to the tests of the running whole', (folder) => {
    expect(affected(fileIn(folder))).toEqual(expect.arrayContaining(WHOLE_SYSTEM));
  });

  it('takes a change of the Go kit to the Go services that import it, what runs them, and nothing else', () => {
    const services = goImportersOfTheKit();
    expect(services.length).toBeGreaterThan(0);
    expect(affected('go-services/kit/server/run.go')).toEqual(
      [...services, 'go-kit', 'workspace', ...WHOLE_SYSTEM].sort(),
    );
  });

  it('takes a change of a Go service to that service and what runs it, alone', () => {
    expect(affected('go-services/auth/go.mod')).toEqual(['auth', ...WHOLE_SYSTEM]);
  });

  it('takes a change of the Python kit to the Python services that require it, what runs them, and nothing else', () => {
    const services = readdirSync(join(workspaceRoot, 'python-services')).filter((name) => {
      const manifest = join(workspaceRoot, 'python-services', name, 'pyproject.toml');
      return (
        name !== 'kit' && existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"pyairtable-kit"')
      );
    });
    expect(services.length).toBeGreaterThan(0);
    expect(affected('python-services/kit/src/pyairtable_kit/_app.py')).toEqual(
      [...services, 'python-kit', 'workspace', ...WHOLE_SYSTEM].sort(),
    );
  });

  it('takes a change of a contract to its users in all three languages', () => {
    const found = affected('libs/contracts/src/errors.ts');
    for (const user of [
      'contracts',
      'server-kit',
      'api',
      'bff',
      'web',
      'go-kit',
      'auth',
      'gateway',
      'python-kit',
      'mcp-server',
    ])
      expect(found).toContain(user);
    for (const stranger of ['kernel', 'ui', 'nx-polyglot', 'boundaries'])
      expect(found).not.toContain(stranger);
  });

  it.each([
    ['testing/data/rich-base.schema.json', 'core'],
    ['docs/reference/formula-language.md', 'formula'],
    ['libs/formula/migrations/20261123020000_formula_values.sql', 'api'],
  ])('takes a change of %s to the tests of %s, which read it', (file, reader) => {
    expect(affected(file)).toContain(reader);
  });

  it('takes a change of documents to nothing', () => {
    const documents = [
      'docs/architecture/interfaces.md',
      'docs/reference/services.md',
      'README.md',
      'CHANGELOG.md',
      'libs/kernel/README.md',
      'go-services/kit/README.md',
    ];
    expect(affected(...documents)).toEqual([]);
  });

  it('takes go.work to every Go project, what runs them, and no other', () => {
    const found = affected('go-services/go.work');
    expect(found).toEqual(expect.arrayContaining(['auth', 'gateway', 'go-kit']));
    expect(
      found.filter((name) => !existsSync(join(workspaceRoot, 'go-services', name.replace(/^go-/, '')))),
    ).toEqual(WHOLE_SYSTEM);
  });
});
