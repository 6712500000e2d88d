import { isTextList, textsOf, type NoOptions, type RawCell, type ReadCell } from '@pyairtable/contracts';
import { err, ok } from '@pyairtable/kernel';
import { refused, unparsable } from '../cell-error';
import type { CellContext, FieldType } from '../field-type';
import { compareLists } from '../list-order';
import { joinList, splitList } from '../list-text';
import { readNoOptions } from '../options-reader';
import { findPerson, personGiven, personText } from '../people';
import { compareText } from '../sql/text-order';
import { personListColumn } from '../sql/person-column';

/** Most people of one cell. */
const MAX_PEOPLE = 1_000;

const cellOf = (ids: readonly string[]): RawCell => (ids.length > 0 ? [...new Set(ids)] : null);

const names = (cell: ReadCell, context: Pick<CellContext, 'users'>) =>
  textsOf(cell).map((id) => personText(id, context));

/** People of the base in the order they were given, kept by user id, none twice. */
export const multipleCollaborators: FieldType<NoOptions> = {
  name: 'multipleCollaborators',
  family: 'person',
  several: true,
  computed: false,
  primary: false,
  mergeable: false,
  storage: () => ({ kind: 'column', type: 'text[]', sql: personListColumn }),
  normaliseOptions: readNoOptions,
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (context.typecast && typeof value === 'string') {
      const outcome = multipleCollaborators.parse(value, options, context);
      return outcome.ok ? ok({ cell: outcome.value }) : outcome;
    }
    if (!Array.isArray(value) || value.length > MAX_PEOPLE) return err(refused(context));
    const ids: string[] = [];
    for (const given of value as unknown[]) {
      if (context.typecast && typeof given === 'string') {
        if (given.trim() === '') continue;
        const found = findPerson(given, context);
        if (found === undefined) return err(unparsable(given, context));
        ids.push(found);
      } else {
        const outcome = personGiven(typeof given === 'string' ? { id: given } : given, context);
        if (!outcome.ok) return outcome;
        ids.push(outcome.value);
      }
    }
    return ok({ cell: cellOf(ids) });
  },
  check(cell, _options, context) {
    if (cell === null) return ok(null);
    const known = isTextList(cell) && cell.length <= MAX_PEOPLE && cell.every((id) => context.users.has(id));
    return known ? ok(cellOf(cell)) : err(refused(context));
  },
  parse(text, _options, context) {
    const whole = findPerson(text, context);
    if (whole !== undefined) return ok([whole]);
    const ids: string[] = [];
    for (const name of splitList(text)) {
      const found = findPerson(name, context);
      if (found === undefined) return err(unparsable(name, context));
      ids.push(found);
    }
    return ids.length > MAX_PEOPLE ? err(refused(context)) : ok(cellOf(ids));
  },
  format: (cell, _options, context) => joinList(names(cell, context)),
  compare: (a, b, _options, context) => compareLists(names(a, context), names(b, context), compareText),
};
