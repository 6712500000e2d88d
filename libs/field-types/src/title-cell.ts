import type { Field, ReadCell } from '@pyairtable/contracts';
import { fieldType } from './registry';
import { shownAs } from './result-cell';

/** The primary cell that a link's title stands for: what titles are made by, backwards. '' is an empty cell. */
export function titleCell(field: Pick<Field, 'type' | 'options'>, title: string): ReadCell {
  if (title === '') return null;
  const { family } = fieldType(shownAs(field).type);
  if (family === 'code') return { text: title };
  if (family !== 'number' && family !== 'duration') return title;
  const value = Number(title);
  // A computed primary field may have had no number to show.
  return Number.isFinite(value) ? value : (TITLED[title] ?? title);
}

const TITLED: Readonly<Record<string, ReadCell>> = {
  '#ERROR!': { error: '#ERROR!' },
  NaN: { specialValue: 'NaN' },
  Infinity: { specialValue: 'Infinity' },
  '-Infinity': { specialValue: '-Infinity' },
};
