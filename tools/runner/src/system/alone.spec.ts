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
          await vi.waitFor(() => expect(told).toContain('b waits'), 10_000);
          told.push(`${name} ends`);
        },
        () => told.push(`${name} waits`),
      );
    await Promise.all([one('a'), one('b')]);
    expect(told).toEqual(['a begins', 'b waits', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['was killed', '999999999 1'],
    ['was killed before it could say who it was', ''],
    ['was killed and had the id that this process has now', `${process.pid} 1`],
  ])('goes on where the other %s, or has failed', async (_, left) => {
    const file = join(folder, 'two.lock');
    writeFileSync(file, left);
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
