// Prints one digest of every file that git knows or would add, READMEs included, which Nx ignores: the input of tasks that
// read the whole tree. Where git cannot tell, it prints the time instead, so that nothing is taken for unchanged.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const { status, stdout } = spawnSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
const digest = createHash('sha256');
if (status !== 0) digest.update(String(process.hrtime.bigint()));
else
  for (const file of [...new Set(stdout.split('\0').filter(Boolean))].sort()) {
    digest.update(`${file}\0`);
    try {
      digest.update(readFileSync(join(root, file)));
    } catch (error) {
      // A file that is deleted but not yet committed stands in git's list; a linked folder is no file.
      digest.update(`\0${error.code}`);
    }
  }
console.log(digest.digest('hex'));
