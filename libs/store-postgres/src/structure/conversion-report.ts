import { createHash } from 'node:crypto';
import type { ConversionReport, FieldRules, RawCell } from '@pyairtable/contracts';
import { type ConvertedCell, type FieldModel, fittingRules } from '@pyairtable/core';
import { rulesContext } from './change-rules';
import type { StructureDraft } from './change-structure';

/** Of the cells that change and of those that are lost: the many must not hide the few. */
const SAMPLES_EACH = 10;

/** A report in which no cell is told of yet. */
export const beginReport = ({ base }: StructureDraft, field: FieldModel): ConversionReport => ({
  kept: 0,
  changed: 0,
  lost: 0,
  samples: [],
  newChoices: [],
  newRecords: { count: 0, titles: [] },
  lostRules: [],
  dependents: [...base.dependents.of([field.id])].filter((id) => id !== field.id),
  views: [],
});

export function tellOf(
  report: ConversionReport,
  { fate, before, after }: Pick<ConvertedCell, 'fate' | 'before' | 'after'>,
): void {
  report[fate]++;
  if (fate !== 'kept' && report[fate] <= SAMPLES_EACH) report.samples.push({ before, after });
}

/** Whether two cells have become the same, by a number of each: a false alarm is had in one of thousands of large tables. */
export class SameCells {
  private readonly seen = new Set<number>();
  found = false;

  add(cell: RawCell): void {
    if (this.found || cell === null) return;
    const hash = createHash('md5').update(JSON.stringify(cell)).digest();
    const key = hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) & 31);
    this.found = this.seen.has(key);
    this.seen.add(key);
  }
}

/** The rules that the field loses as that other one; it cannot be unique where cells repeat. */
export function lostRules(
  draft: StructureDraft,
  { rules }: FieldModel,
  to: FieldModel,
  cellsRepeat: boolean,
): ConversionReport['lostRules'] {
  const kept = rules && fittingRules(to, rules, rulesContext(draft));
  const names = Object.keys(rules ?? {}) as (keyof FieldRules)[];
  return names.sort().filter((name) => kept?.[name] === undefined || (name === 'unique' && cellsRepeat));
}
