import type { Field, ReadCell } from '@pyairtable/contracts';
import { fieldType } from './registry';
import { shownAs } from './result-cell';

/** The primary cell that a link's title stands for: what titles are made by, backwards. '' is an empty cell. */
export function titleCell(field: Pick<Field, 'type' | 'options'>, title: string): ReadCell {
  if (title === '') return null;
  const { family } = fieldType(shownAs(field).type);
  if (family === 'code') return { text: title };
  if (family === 'text') return title;
  const value = family === 'number' || family === 'duration' ? Number(title) : Number.NaN;
  // A computed primary field may have had no such value to show.
  return Number.isFinite(value) ? value : (TITLED.get(title) ?? title);
}

const TITLED: ReadonlyMap<string, ReadCell> = new Map<string, ReadCell>([
  ['#ERROR!', { error: '#ERROR!' }],
  ['NaN', { specialValue: 'NaN' }],
  ['Infinity', { specialValue: 'Infinity' }],
  ['-Infinity', { specialValue: '-Infinity' }],
]);
