import type { Field, PromptPart } from '@pyairtable/contracts';

type Named = Pick<Field, 'id' | 'name'>;

/** A prompt as a person writes it: fields by their names in braces, those that are gone by id. */
export const promptText = (prompt: readonly PromptPart[], fields: readonly Named[]): string =>
  prompt
    .map((part) => {
      if (typeof part === 'string') return part;
      const { fieldId } = part.field;
      return `{${fields.find(({ id }) => id === fieldId)?.name ?? fieldId}}`;
    })
    .join('');

/** The reverse; braces around what is no field stand as they are. */
export function promptParts(text: string, fields: readonly Named[]): PromptPart[] {
  const parts: PromptPart[] = [];
  let plain = '';
  for (const [index, piece] of text.split(/\{([^{}]+)\}/).entries()) {
    const named = index % 2 === 1;
    const field = named ? fields.find(({ id, name }) => name === piece || id === piece) : undefined;
    if (!field) {
      plain += named ? `{${piece}}` : piece;
      continue;
    }
    if (plain !== '') parts.push(plain);
    plain = '';
    parts.push({ field: { fieldId: field.id } });
  }
  return plain === '' ? parts : [...parts, plain];
}
