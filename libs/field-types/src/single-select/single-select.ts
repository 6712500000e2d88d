import type { RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { refused, unknownChoice, unparsable } from '../cell-error';
import { choicePosition, isChoiceName, readChoices } from '../choices';
import type { CellError, FieldType } from '../field-type';
import type { SelectOptions } from '../options';
import { choiceColumn } from '../sql/choice-columns';

/** One choice, kept by its id. */
export const singleSelect: FieldType<SelectOptions> = {
  name: 'singleSelect',
  computed: false,
  primary: false,
  storage: ({ choices }) => ({ kind: 'column', type: 'text', sql: choiceColumn(choices) }),
  normaliseOptions: readChoices,
  normalise(value, { choices }, context) {
    if (value === null) return ok({ cell: null });
    const castable = context.typecast && ['string', 'number', 'boolean'].includes(typeof value);
    if (typeof value !== 'string' && !castable) return err(refused(context));
    const text = String(value);
    const name = context.typecast ? text.trim() : text;
    const found =
      choices.find((choice) => choice.name === text) ?? choices.find((choice) => choice.name === name);
    if (found) return ok({ cell: found.id });
    if (!context.typecast) return err(unknownChoice(text));
    if (name === '') return ok({ cell: null });
    return isChoiceName(name) ? ok({ cell: name, needs: { choices: [name] } }) : err(refused(context));
  },
  check: (cell, options, context) =>
    cell === null || (typeof cell === 'string' && choicePosition(options, cell) !== undefined)
      ? ok(cell)
      : err(refused(context)),
  parse(text, { choices }, context): Result<RawCell, CellError> {
    if (text.trim() === '') return ok(null);
    const names = [text, text.trim(), text.trim().toLowerCase()];
    const found =
      choices.find(({ name }) => names.includes(name)) ??
      choices.find(({ name }) => name.toLowerCase() === names[2]);
    return found ? ok(found.id) : err(unparsable(text, context));
  },
  format: (cell, { choices }) => choices.find(({ id }) => id === cell)?.name ?? '',
  compare: (a, b, options) =>
    (choicePosition(options, String(a)) ?? -1) - (choicePosition(options, String(b)) ?? -1),
};
