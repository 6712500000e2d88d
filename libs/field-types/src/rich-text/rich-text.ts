import type { NoOptions, RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { refused } from '../cell-error';
import type { CellError, FieldType } from '../field-type';
import { MAX_TEXT_LENGTH, textType } from '../text-cell';

const plain = textType('richText', 'many');

/** The cell with one line break behind it: whatever reads it relies on that. A break alone is empty. */
function ended(outcome: Result<RawCell, CellError>, context: { fieldName: string }): typeof outcome {
  if (!outcome.ok || typeof outcome.value !== 'string') return outcome;
  const text = outcome.value.endsWith('\n') ? outcome.value : `${outcome.value}\n`;
  if (text.length > MAX_TEXT_LENGTH) return err(refused(context));
  return ok(text === '\n' ? null : text);
}

/** Markdown. Its last line break is the cell's, not the person's: it is neither shown nor typed. */
export const richText: FieldType<NoOptions> = {
  ...plain,
  primary: false,
  mergeable: false,
  normalise(value, options, context) {
    const outcome = plain.normalise(value, options, context);
    const cell = ended(outcome.ok ? ok(outcome.value.cell) : outcome, context);
    return cell.ok ? ok({ cell: cell.value }) : cell;
  },
  check: (cell, options, context) => ended(plain.check(cell, options, context), context),
  parse(text, options, context) {
    const outcome = plain.parse(text, options, context);
    const typed = outcome.ok && outcome.value !== null ? ok(`${String(outcome.value)}\n`) : outcome;
    return ended(typed, context);
  },
  format: (cell) => (cell === null ? '' : String(cell).replace(/\n$/, '')),
};
