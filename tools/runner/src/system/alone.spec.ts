import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Alone = (file: string, work: () => Promise<void>, waiting: () => void) => Promise<void>;
const module = new URL('../../../../scripts/bootstrap/alone.mjs', import.meta.url);

describe('what installs for a command', () => {
  let folder: string;
  let alone: Alone;
  beforeAll(async () => {
    ({ alone } = (await import(/* @vite-ignore */ pathToFileURL(module.pathname).href)) as { alone: Alone });
    folder = mkdtempSync(join(tmpdir(), 'alone-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('waits for another that does, and says so', async () => {
    const file = join(folder, 'cache', 'one.lock');
    const told: string[] = [];
    const one = (name: string) =>
      alone(
        file,
        async () => {
          told.push(`${name} begins`);
          await vi.waitFor(() => expect(told).toContain('b waits'));
          told.push(`${name} ends`);
        },
        () => told.push(`${name} waits`),
      );
    await Promise.all([one('a'), one('b')]);
    expect(told).toEqual(['a begins', 'b waits', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(file)).toBe(false);
  });

  it('goes on where the other was killed, or has failed', async () => {
    const file = join(folder, 'two.lock');
    writeFileSync(file, '999999999');
    const failing = alone(
      file,
      () => Promise.reject(new Error('no network')),
      () => undefined,
    );
    await expect(failing).rejects.toThrow('no network');
    await alone(
      file,
      async () => undefined,
      () => expect.unreachable(),
    );
  });
});
