import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';

const ENGINE = import.meta.dirname;

describe('the engine', () => {
  it('imports nothing outside its own folder', () => {
    const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
    );
    expect(files.length).toBeGreaterThan(40);
    const foreign = files.flatMap((file) =>
      [...readFileSync(join(ENGINE, file), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter(
          (target) =>
            !target.startsWith('.') ||
            relative(ENGINE, normalize(join(ENGINE, file, '..', target))).startsWith('..'),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(foreign).toEqual([]);
  });
});
