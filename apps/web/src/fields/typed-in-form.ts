import type { Field, FieldRules, FieldTypeName, PromptPart } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { promptText } from './prompt-text';

/** What a person makes in the form of a field. */
export interface FormMade {
  name: string;
  description: string;
  type: FieldTypeName | null;
  options: Record<string, unknown> | undefined;
  rules: FieldRules;
  /** Text of a default that is no cell of the field. */
  wrongDefault?: string | null;
}

/** Options that are written, not chosen from a list. */
const WRITTEN = ['formula', 'filter', 'label', 'url', 'symbol'] as const;

/** The texts that were typed since the form was as `begun`, line by line. */
export function typedInForm(made: FormMade, begun: FormMade, fields: readonly Field[]): string {
  const before = new Set(texts(begun, fields));
  return texts(made, fields)
    .filter((text) => text !== '' && !before.has(text))
    .join('\n');
}

function texts(
  { name, description, type, options, rules, wrongDefault }: FormMade,
  fields: readonly Field[],
) {
  const choices = (options?.['choices'] ?? []) as { name: string }[];
  return [
    name,
    description,
    ...WRITTEN.map((key) => withNames(options?.[key], fields)),
    promptText((options?.['prompt'] ?? []) as PromptPart[], fields),
    ...choices.map((choice) => choice.name),
    wrongDefault ?? (isPicked(type) ? undefined : rules.default),
  ].map((text) => (typeof text === 'string' || typeof text === 'number' ? String(text).trim() : ''));
}

/** Whether a default is chosen, not written. */
const isPicked = (type: FieldTypeName | null) =>
  type === null || ['choice', 'person'].includes(fieldType(type).family ?? '');

/** Formulas are kept with the ids of fields. */
const withNames = (text: unknown, fields: readonly Field[]) =>
  typeof text === 'string'
    ? text.replaceAll(/\{(fld\w+)\}/g, (whole, id) => {
        const field = fields.find((one) => one.id === id);
        return field ? `{${field.name}}` : whole;
      })
    : '';
