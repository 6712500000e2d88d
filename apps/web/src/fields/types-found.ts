import type { FieldTypeName } from '@pyairtable/contracts';
import { FIELD_KINDS } from './field-kinds';

/** The types that a search means: those whose name begins with it, then those that have it in what is said of them. */
export function typesFound(types: readonly FieldTypeName[], search: string): FieldTypeName[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return [...types];
  const rank = (type: FieldTypeName): number => {
    const { label, about } = FIELD_KINDS[type];
    const name = label.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.split(' ').some((word) => word.startsWith(wanted))) return 1;
    return name.includes(wanted) || about.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return types
    .map((type) => ({ type, of: rank(type) }))
    .filter(({ of }) => of < 3)
    .sort((a, b) => a.of - b.of)
    .map(({ type }) => type);
}
