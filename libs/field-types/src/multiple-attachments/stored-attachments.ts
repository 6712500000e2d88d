import { type Attachment, ATTACHMENT_LIMITS } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import { integerBetween, listOf, objectOf, optional, textThat } from '../options-reader';
import { isStorableText } from '../text-cell';
import { isWebUrl } from './web-url';

const text = (most: number) =>
  textThat((given) => given !== '' && given.length <= most && isStorableText(given));
const pixels = integerBetween(1, 1_000_000);
const thumbnail = objectOf({ url: textThat(isWebUrl), width: pixels, height: pixels });

const shape = listOf(
  objectOf({
    id: textThat((id) => isId('attachment', id)),
    url: textThat(isWebUrl),
    filename: text(ATTACHMENT_LIMITS.filename),
    size: optional(integerBetween(0, Number.MAX_SAFE_INTEGER)),
    type: optional(text(ATTACHMENT_LIMITS.type)),
    width: optional(pixels),
    height: optional(pixels),
    thumbnails: optional(
      objectOf({ small: optional(thumbnail), large: optional(thumbnail), full: optional(thumbnail) }),
    ),
  }),
  ATTACHMENT_LIMITS.files,
);

/** The files of a cell as it is stored, each once; undefined for anything else. */
export function storedAttachments(value: unknown): Attachment[] | undefined {
  const outcome = shape.read(value, '');
  if (!outcome.ok) return undefined;
  return [...new Map(outcome.value.map((file) => [file.id, file])).values()];
}
