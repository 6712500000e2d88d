import { execFileSync } from 'node:child_process';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function find(): string | undefined {
  for (const name of NAMES) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
}

/**
 * Path of a Chromium for the browser tests: CHROMIUM_PATH, else one on PATH, else Debian's, installed when we may.
 * Throws with what to do when there is none.
 */
export function chromiumPath(say: (line: string) => void): string {
  const given = process.env['CHROMIUM_PATH'] || find();
  if (given) return given;
  const byHand =
    'Browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Error(byHand);
  say('installing chromium with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'pipe' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env,
      stdio: 'pipe',
    });
  } catch (cause) {
    throw new Error(`${byHand} apt-get could not install it.`, { cause });
  }
  const installed = find();
  if (!installed) throw new Error(byHand);
  return installed;
}
