import { workspaceRoot } from '@pyairtable/testkit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { affectedBy } from './nx';

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

describe('nx affected on this workspace', () => {
  it('takes a change of the Go kit to the Go services that import it and to nothing else', () => {
    const services = goImportersOfTheKit();
    expect(services.length).toBeGreaterThan(0);
    expect(affected('go-services/kit/server/run.go')).toEqual([...services, 'go-kit'].sort());
  });

  it('takes a change of a Go service to that service alone', () => {
    expect(affected('go-services/auth/go.mod')).toEqual(['auth']);
  });

  it('takes a change of the Python kit to the Python services that require it and to nothing else', () => {
    const services = readdirSync(join(workspaceRoot, 'python-services')).filter((name) => {
      const manifest = join(workspaceRoot, 'python-services', name, 'pyproject.toml');
      return (
        name !== 'kit' && existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"pyairtable-kit"')
      );
    });
    expect(services.length).toBeGreaterThan(0);
    expect(affected('python-services/kit/src/pyairtable_kit/_app.py')).toEqual(
      [...services, 'python-kit'].sort(),
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

  it('takes go.work to every Go project and to no other', () => {
    const found = affected('go-services/go.work');
    expect(found).toEqual(expect.arrayContaining(['auth', 'gateway', 'go-kit']));
    expect(
      found.filter((name) => !existsSync(join(workspaceRoot, 'go-services', name.replace(/^go-/, '')))),
    ).toEqual([]);
  });
});
