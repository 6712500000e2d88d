import type { RawCell } from '@pyairtable/contracts';
import type { FieldType } from './field-type';

/** The primary cell that a link's title stands for: what `CellSql.title` reads, backwards. '' is an empty cell. */
export function titleCell({ family }: FieldType, title: string): RawCell {
  if (title === '') return null;
  return family === 'number' || family === 'duration' ? Number(title) : title;
}
