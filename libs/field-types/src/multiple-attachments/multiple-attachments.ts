import {
  ATTACHMENT_LIMITS,
  type AttachmentOptions,
  attachmentsOf,
  type ReadCell,
} from '@pyairtable/contracts';
import { err, ok } from '@pyairtable/kernel';
import { refused, unparsable, wrongAttachment } from '../cell-error';
import type { FieldType } from '../field-type';
import { compareLists } from '../list-order';
import { joinList, splitList } from '../list-text';
import { objectOf, readOnly, readOptions } from '../options-reader';
import { attachmentsColumn } from '../sql/object-columns';
import { compareText } from '../sql/text-order';
import { givenAttachments, newAttachment } from './given-attachments';
import { storedAttachments } from './stored-attachments';
import { isWebUrl } from './web-url';

const shape = objectOf({ isReversed: readOnly<boolean>() });

/** "plan.pdf (https://…)", as `format` writes it. */
const NAMED = /^(.*) \((https?:\/\/.*)\)$/is;

const names = (cell: ReadCell) => attachmentsOf(cell).map(({ filename }) => filename);

/** Files, of which the cell keeps what is known of them: their bytes are elsewhere, and no address is asked for them. */
export const multipleAttachments: FieldType<AttachmentOptions> = {
  name: 'multipleAttachments',
  family: 'file',
  several: true,
  computed: false,
  primary: false,
  mergeable: false,
  storage: () => ({ kind: 'column', type: 'jsonb', sql: attachmentsColumn }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input ?? {}, previous);
    return outcome.ok ? ok({ isReversed: false, ...outcome.value }) : outcome;
  },
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (context.typecast && typeof value === 'string') {
      const outcome = multipleAttachments.parse(value, options, context);
      return outcome.ok ? ok({ cell: outcome.value }) : outcome;
    }
    const addressed =
      context.typecast && Array.isArray(value)
        ? (value as unknown[]).map((entry) => (typeof entry === 'string' ? { url: entry } : entry))
        : value;
    const given = givenAttachments(addressed);
    if (!given) return err(wrongAttachment(context));
    const { files, kept } = given;
    const cell = files.length > 0 ? files : null;
    return ok({ cell, ...(kept.length > 0 ? { needs: { attachments: kept } } : {}) });
  },
  check(cell, _options, context) {
    if (cell === null) return ok(null);
    const files = storedAttachments(cell);
    return files ? ok(files.length > 0 ? files : null) : err(wrongAttachment(context));
  },
  parse(text, _options, context) {
    const entries = splitList(text);
    if (entries.length > ATTACHMENT_LIMITS.files) return err(refused(context));
    const files = [];
    for (const entry of entries) {
      const [, name, address] = NAMED.exec(entry) ?? [];
      const url = address ?? entry;
      if (!isWebUrl(url)) return err(unparsable(entry, context));
      files.push(newAttachment(url, name));
    }
    return ok(files.length > 0 ? files : null);
  },
  format: (cell) => joinList(attachmentsOf(cell).map(({ filename, url }) => `${filename} (${url})`)),
  compare: (a, b) => compareLists(names(a), names(b), compareText),
};
