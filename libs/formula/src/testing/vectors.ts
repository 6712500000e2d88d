import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Vector {
  id: string;
  formula: string;
  fields: Record<string, { type: string; value: unknown; options?: { result?: string; timeZone?: string } }>;
  expect: { type: string; value: unknown };
  source: 'documented' | 'derived' | 'uncertain';
  note?: string;
  context?: {
    fieldModifiedTimes?: Record<string, string>;
    /** The formula uses what goes beyond Airtable's language. */
    extensions?: true;
  };
}

const folder = join(import.meta.dirname, '../../vectors');

/** Every vector file of the library by name, in file order. */
export function vectorFiles(): { name: string; vectors: Vector[] }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name: name.slice(0, -'.json'.length),
      vectors: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vector[],
    }));
}
