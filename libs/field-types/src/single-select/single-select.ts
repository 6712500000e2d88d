import type { SelectOptions } from '@pyairtable/contracts';
import { err, isId, ok } from '@pyairtable/kernel';
import { refused, unknownChoice, unparsable } from '../cell-error';
import {
  choiceGiven,
  choiceMeant,
  choiceName,
  choiceNamed,
  choicePosition,
  isChoiceName,
  readChoices,
} from '../choices';
import type { FieldType } from '../field-type';
import { choiceColumn } from '../sql/choice-columns';

/** One choice, kept by its id. */
export const singleSelect: FieldType<SelectOptions> = {
  name: 'singleSelect',
  family: 'choice',
  computed: false,
  primary: false,
  mergeable: true,
  storage: ({ choices }) => ({ kind: 'column', type: 'text', sql: choiceColumn(choices) }),
  normaliseOptions: readChoices,
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    const castable = context.typecast && ['string', 'number', 'boolean'].includes(typeof value);
    if (typeof value !== 'string' && !castable) return err(refused(context));
    const text = String(value);
    const exact = choiceGiven(options, text);
    if (exact !== undefined) return ok({ cell: exact });
    if (!context.typecast) return err(unknownChoice(text));
    const name = text.trim();
    if (name === '') return ok({ cell: null });
    const trimmed = choiceGiven(options, name);
    if (trimmed !== undefined) return ok({ cell: trimmed });
    // The id of a choice that is gone, or another field's, is no name for a new one.
    if (isId('choice', name)) return err(unknownChoice(name));
    return isChoiceName(name) ? ok({ cell: name, needs: { choices: [name] } }) : err(refused(context));
  },
  check: (cell, options, context) =>
    cell === null || (typeof cell === 'string' && choicePosition(options, cell) !== undefined)
      ? ok(cell)
      : err(refused(context)),
  parse(text, options, context) {
    if (text.trim() === '') return ok(null);
    const id = choiceNamed(options, text) ?? choiceMeant(options, text.trim());
    return id === undefined ? err(unparsable(text, context)) : ok(id);
  },
  format: (cell, options) => (typeof cell === 'string' ? (choiceName(options, cell) ?? '') : ''),
  compare: (a, b, options) =>
    (choicePosition(options, String(a)) ?? -1) - (choicePosition(options, String(b)) ?? -1),
};
