import type { Op, RawCell } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { OpRejection } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { copyText } from '@/shell/copy-text';
import type { Names } from '@/waiting/names-in';

/** What cells hold ids of, which nobody wrote. */
const NAMED = ['choice', 'record', 'user'] as const;

/** Of a long text the beginning tells which it is. */
const SAID = 60;

/** What can be copied of those that one notice tells of: each of a large paste would have to be taken away by itself. */
let texts: string[] = [];
/** The next one that is refused is told of by itself. */
export const forgetRefused = (): void => {
  texts = [];
};

/**
 * Says that the server refused an op: of which record and field, and what was written or picked, which can be copied: it stands nowhere
 * any more. `names` are of what the op has ids of.
 */
export function tellRefused({
  op,
  error,
  names,
}: {
  op: Op;
  error: Pick<OpRejection, 'message'>;
  names: Names;
}): void {
  const text = textOf(op, names);
  const what = whatOf(op, names, text);
  const description = what === '' ? error.message : `${what}: ${error.message}`;
  const told = { title: 'A change was not saved', description, error: true };
  if (text === '') return void showToast(told);
  texts.push(text);
  const whole = texts;
  showToast({
    ...told,
    id: 'not-saved',
    ...(texts.length > 1 ? { title: `${texts.length.toLocaleString('en')} changes were not saved` } : {}),
    action: { label: 'Copy text', run: () => void copyText(whole.join('\n')) },
    onClose: forgetRefused,
  });
}

/** What was written into one record; of more the message alone is told. */
function whatOf(op: Op, names: Names, text: string): string {
  const [record, ...others] = op.kind === 'records.update' || op.kind === 'records.create' ? op.records : [];
  if (!record || others.length > 0) return '';
  const said = text.length > SAID ? `${text.slice(0, SAID)}…` : text;
  const [fieldId, ...rest] = Object.keys(record.cells);
  const field = rest.length === 0 ? names[fieldId ?? ''] : undefined;
  const title = names[record.id ?? ''];
  return [said && `“${said.replaceAll('\t', ', ')}”`, field && `in “${field}”`, title && `of “${title}”`]
    .filter(Boolean)
    .join(' ');
}

/** What a person wrote, cell by cell: a line a record. */
function textOf(op: Op, names: Names): string {
  if (op.kind !== 'records.update' && op.kind !== 'records.create') return '';
  return op.records
    .map(({ cells }) =>
      Object.values(cells)
        .map((cell) => cellText(cell, names))
        .filter((text) => text !== '')
        .join('\t'),
    )
    .filter((line) => line !== '')
    .join('\n');
}

/** What was typed or picked; '' for what has no text, and for ids of which nothing is known. */
function cellText(cell: RawCell | undefined, names: Names): string {
  if (typeof cell === 'number') return String(cell);
  const parts = Array.isArray(cell) ? cell : [cell];
  return parts
    .filter((one) => typeof one === 'string')
    .map((one) => (NAMED.some((kind) => isId(kind, one)) ? (names[one] ?? '') : one))
    .filter((one) => one !== '')
    .join(', ');
}
