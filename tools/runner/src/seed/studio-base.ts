import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import type { BaseFile } from './base-file';
import { reduceBase } from './reduce-base';

/** The sample base "Studio OS", reduced to what this release stores. */
export function studioBase(): BaseFile {
  const text = readFileSync(join(workspaceRoot, 'testing/data/rich-base.schema.json'), 'utf8');
  const file = JSON.parse(text) as BaseFile;
  return reduceBase({ color: 'tealBright', icon: '🎨', ...file });
}
