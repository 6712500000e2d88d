import type { ConversionReport } from '@pyairtable/contracts';
import type { ConvertedCell, FieldModel } from '@pyairtable/core';
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
  dependents: [...base.dependents.of([field.id])].filter((id) => id !== field.id),
});

export function tellOf(
  report: ConversionReport,
  { fate, before, after }: Pick<ConvertedCell, 'fate' | 'before' | 'after'>,
): void {
  report[fate]++;
  if (fate !== 'kept' && report[fate] <= SAMPLES_EACH) report.samples.push({ before, after });
}
