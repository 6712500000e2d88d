import type { Field, FieldTypeName, Table } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { FIELD_KINDS } from './field-kinds';
import { linkFields } from './linked-fields';

export const ALL_TYPES = Object.keys(FIELD_KINDS) as FieldTypeName[];

/** The table as the options of another type for `field` see it: nothing is computed from the field itself. */
export const tableWithout = (table: Table, field: Field): Table => ({
  ...table,
  fields: table.fields.filter(({ id }) => id !== field.id),
});

/** Types that a field can have instead of its own, and that one. */
export function convertibleTypes(table: Table, field: Field): FieldTypeName[] {
  const others = tableWithout(table, field);
  const isPrimary = field.id === table.primaryFieldId;
  return ALL_TYPES.filter((type) => {
    if (type === field.type) return true;
    const { primary } = fieldType(type);
    if (isPrimary && !primary) return false;
    const needsLink = FIELD_KINDS[type].needs?.includes('recordLinkFieldId');
    return !needsLink || linkFields(others).length > 0;
  });
}

/** Options that mean the same in whatever type has them. */
const SHARED = ['precision', 'dateFormat', 'timeFormat', 'timeZone', 'choices'] as const;

/** What the form of another type starts with: its own beginning, with what the field's options say of the same. */
export function startConversion(
  type: FieldTypeName,
  field: Field,
  table: Table,
  tables: readonly Table[],
): Record<string, unknown> | undefined {
  if (type === field.type) return field.options && { ...field.options };
  const start = FIELD_KINDS[type].start?.(tableWithout(table, field), tables);
  if (!start) return undefined;
  const own = { ...field.options } as Record<string, unknown>;
  const shown = (own['result'] as { options?: Record<string, unknown> } | null | undefined)?.options ?? own;
  const known = SHARED.filter((key) => key in start && shown[key] !== undefined);
  return {
    ...start,
    ...Object.fromEntries(known.map((key) => [key, key === 'choices' ? named(shown[key]) : shown[key]])),
  };
}

/** Choices have ids of their field's own. */
const named = (choices: unknown) =>
  (choices as { name: string; color?: string }[]).map(({ name, color }) => ({
    name,
    ...(color ? { color } : {}),
  }));
