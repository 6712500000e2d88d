import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach } from 'vitest';

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));
const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc', '.next', '.venv', '__pycache__', 'test-output']);
const READ_BY_CHECKS = [
  'apps',
  'libs',
  'tools',
  'testing',
  'go-services',
  'python-services',
  'docs',
  'README.md',
  'CONTRIBUTING.md',
  'services.yaml',
  'dependencies.yaml',
  'package.json',
  'package-lock.json',
  '.nvmrc',
];

/** A copy of the workspace, as far as checks read it, in which tests break something and then mend it. */
class WrongCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'pyairtable-checks-'));
  /** What changed files held before; undefined for those that did not exist. */
  private readonly originals = new Map<string, string | undefined>();

  constructor() {
    const filter = (path: string) => !LEFT_OUT.has(basename(path));
    for (const entry of READ_BY_CHECKS)
      cpSync(join(workspace, entry), join(this.root, entry), { recursive: true, filter });
  }

  /** Replaces text in a file; throws when it does not stand there, so that no test passes for nothing. */
  edit(file: string, from: string | RegExp, to: string): void {
    const text = this.read(file);
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} holds no ${String(from)}`);
    this.write(file, changed);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, text: string): void {
    const path = this.remember(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  delete(file: string): void {
    rmSync(this.remember(file));
  }

  private remember(file: string): string {
    const path = join(this.root, file);
    if (!this.originals.has(path))
      this.originals.set(path, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    return path;
  }

  /** Undoes every change. */
  restore(): void {
    for (const [path, text] of this.originals) {
      if (text === undefined) rmSync(path, { force: true });
      else writeFileSync(path, text);
    }
    this.originals.clear();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The faults that the change brings, beyond those that the workspace has by itself at this moment. */
  newFaults(check: (root: string) => string[], change: () => void): string[] {
    const before = new Set(check(this.root));
    change();
    return check(this.root).filter((fault) => !before.has(fault));
  }
}

/** A copy for the specs of a `describe`: what one breaks is mended after it, and the copy is removed after the last. */
export function wrongCopy(): WrongCopy {
  const copy = new WrongCopy();
  afterEach(() => copy.restore());
  afterAll(() => copy.remove());
  return copy;
}
