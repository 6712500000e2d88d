import { AI_STATES, type AiCell } from '@pyairtable/contracts';
import { objectOf, oneOf, optional, textThat } from '../options-reader';
import { isStorableText } from '../text-cell';

const shape = objectOf({
  state: oneOf(AI_STATES),
  isStale: optional({
    read: (value: unknown, path: string) =>
      typeof value === 'boolean'
        ? { ok: true as const, value }
        : { ok: false as const, error: `${path} is invalid` },
  }),
  value: optional(textThat(isStorableText)),
  errorType: optional(textThat((text) => text !== '' && text.length <= 64 && isStorableText(text))),
});

/** What a model wrote, as a service or a file brings it; undefined for anything else. */
export function readAiCell(value: unknown): AiCell | undefined {
  const outcome = shape.read(value, '');
  if (!outcome.ok) return undefined;
  const { state, isStale = false, value: text = null, errorType } = outcome.value;
  return { state, isStale, value: text, ...(errorType === undefined ? {} : { errorType }) };
}
