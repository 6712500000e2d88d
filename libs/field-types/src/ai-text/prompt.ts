import type { PromptPart } from '@pyairtable/contracts';
import { err, ok } from '@pyairtable/kernel';
import { fieldId } from '../computed-options';
import { listOf, objectOf, type OptionReader } from '../options-reader';
import { isStorableText } from '../text-cell';

const MAX_PARTS = 500;
const MAX_PROMPT = 20_000;

const fieldPart = objectOf({ field: objectOf({ fieldId }) });

const parts = listOf<PromptPart>(
  {
    read: (value, path) =>
      typeof value === 'string'
        ? isStorableText(value)
          ? ok(value)
          : err(`${path} is invalid`)
        : fieldPart.read(value, path),
  },
  MAX_PARTS,
);

/** A prompt: texts and fields in turn. */
export const promptReader: OptionReader<PromptPart[]> = {
  read(value, path) {
    const outcome = parts.read(value, path);
    if (!outcome.ok) return outcome;
    const length = outcome.value.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
    return length <= MAX_PROMPT ? outcome : err(`${path} is invalid`);
  },
};
