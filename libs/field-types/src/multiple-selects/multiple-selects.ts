import { isTextList, textsOf, type RawCell, type ReadCell, type SelectOptions } from '@pyairtable/contracts';
import { err, isId, ok } from '@pyairtable/kernel';
import { refused, unknownChoice, unparsable } from '../cell-error';
import { choiceGiven, choiceMeant, choiceNamed, choicePosition, isChoiceName, readChoices } from '../choices';
import type { FieldType } from '../field-type';
import { compareLists } from '../list-order';
import { joinList, splitList } from '../list-text';
import { choiceListColumn } from '../sql/choice-columns';

const MAX_CHOSEN = 1000;

const cellOf = (ids: readonly string[]): RawCell => (ids.length > 0 ? [...new Set(ids)] : null);

const positions = (cell: ReadCell, options: SelectOptions) =>
  textsOf(cell)
    .map((id) => choicePosition(options, id))
    .filter((at) => at !== undefined);

/** Choices in the order they were given, kept by their ids, none twice. */
export const multipleSelects: FieldType<SelectOptions> = {
  name: 'multipleSelects',
  family: 'choice',
  several: true,
  computed: false,
  primary: false,
  mergeable: true,
  storage: ({ choices }) => ({ kind: 'column', type: 'text[]', sql: choiceListColumn(choices) }),
  normaliseOptions: readChoices,
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    const idOf = (given: string) => choiceGiven(options, given);
    const names =
      context.typecast && typeof value === 'string'
        ? idOf(value) !== undefined
          ? [value]
          : splitList(value)
        : value;
    if (!Array.isArray(names) || names.length > MAX_CHOSEN) return err(refused(context));
    const chosen: string[] = [];
    const missing: string[] = [];
    for (const given of names as unknown[]) {
      if (typeof given !== 'string') return err(refused(context));
      const name = context.typecast && idOf(given) === undefined ? given.trim() : given;
      const id = idOf(name);
      // The id of a choice that is gone, or another field's, is no name for a new one.
      if (id === undefined && (!context.typecast || isId('choice', name))) return err(unknownChoice(given));
      if (name === '') continue;
      if (id === undefined && !isChoiceName(name)) return err(refused(context));
      if (id === undefined) missing.push(name);
      chosen.push(id ?? name);
    }
    return ok({
      cell: cellOf(chosen),
      ...(missing.length > 0 ? { needs: { choices: [...new Set(missing)] } } : {}),
    });
  },
  check(cell, options, context) {
    if (cell === null) return ok(null);
    const known =
      isTextList(cell) && cell.length <= MAX_CHOSEN && positions(cell, options).length === cell.length;
    return known ? ok(cellOf(cell)) : err(refused(context));
  },
  parse(text, options, context) {
    const whole = choiceNamed(options, text.trim());
    if (whole !== undefined) return ok([whole]);
    const ids: string[] = [];
    for (const name of splitList(text)) {
      const id = choiceMeant(options, name);
      if (id === undefined) return err(unparsable(name, context));
      ids.push(id);
    }
    return ids.length > MAX_CHOSEN ? err(refused(context)) : ok(cellOf(ids));
  },
  format(cell, options) {
    return joinList(positions(cell, options).map((at) => options.choices[at]?.name ?? ''));
  },
  compare(a, b, options) {
    return compareLists(positions(a, options), positions(b, options), (one, other) => one - other);
  },
};
