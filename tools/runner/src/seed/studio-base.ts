import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import type { BaseFile } from './base-file';
import { reduceBase, type PrimaryTexts } from './reduce-base';

const DAY_MS = 86_400_000;

/** What the two formula primaries would show: `TRIM(First & ' ' & Last)`, and the day before the task's name. */
const PRIMARY_TEXTS: PrimaryTexts = {
  Contacts: (record) => [record['First name'], record['Last name']].filter(Boolean).join(' '),
  'Time entries': (record) => {
    const { dateFrom, stepDays } = record['Day'] as { dateFrom: string; stepDays: number };
    const { index } = record['Task'] as { index: number[] };
    return Array.from({ length: record['_repeat'] as number }, (_, position) => {
      const day = new Date(Date.parse(dateFrom) + position * stepDays * DAY_MS).toISOString().slice(0, 10);
      return `${day} Task ${index[position % index.length]}`;
    });
  },
};

/** The sample base "Studio OS", reduced to what this release stores. */
export function studioBase(): BaseFile {
  const text = readFileSync(join(workspaceRoot, 'testing/data/rich-base.schema.json'), 'utf8');
  const file = JSON.parse(text) as BaseFile;
  return reduceBase({ color: 'tealBright', icon: '🎨', ...file }, PRIMARY_TEXTS);
}
