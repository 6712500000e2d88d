import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { externalRequirements, LOCK, REQUIREMENTS, SERVICE_LOCK } from './dependencies/python.ts';

/**
 * Resolves the Python requirements anew and writes both locks, with hashes and without naming an index:
 * requirements.lock for the workspace (services and tools), requirements-service.lock for what images install.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const FLAGS = ['--universal', '--python-version', '3.11', '--generate-hashes', '--no-header', '--quiet'];
const SILENT = ['--no-emit-index-url', '--no-emit-find-links', '--no-annotate'];

function compile(output: string, source: string, input?: string, ...constraints: string[]): void {
  const { status, error } = spawnSync(
    join(root, '.venv/bin/uv'),
    ['pip', 'compile', ...FLAGS, ...SILENT, ...constraints, '--output-file', output, source],
    { cwd: root, stdio: [input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'], input },
  );
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

compile(LOCK, REQUIREMENTS);
const runtime = externalRequirements(root).map(({ name, version }) => `${name}==${version}`);
// Held to the first lock, so that an image has the versions that were tested.
compile(SERVICE_LOCK, '-', [...new Set(runtime)].sort().join('\n'), '--constraint', LOCK);
