import type { NoOptions } from '@pyairtable/contracts';
import { err, ok } from '@pyairtable/kernel';
import { refused, unparsable } from '../cell-error';
import type { FieldType } from '../field-type';
import { readNoOptions } from '../options-reader';
import { comparePeople, findPerson, personGiven, personText } from '../people';
import { personColumn } from '../sql/person-column';

/** Somebody of the base, kept by user id. */
export const singleCollaborator: FieldType<NoOptions> = {
  name: 'singleCollaborator',
  family: 'person',
  computed: false,
  primary: false,
  mergeable: false,
  storage: () => ({ kind: 'column', type: 'text', sql: personColumn }),
  normaliseOptions: readNoOptions,
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (typeof value === 'string' && context.typecast) {
      const outcome = singleCollaborator.parse(value, options, context);
      return outcome.ok ? ok({ cell: outcome.value }) : outcome;
    }
    const outcome = personGiven(value, context);
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check: (cell, _options, context) =>
    cell === null || (typeof cell === 'string' && context.users.has(cell)) ? ok(cell) : err(refused(context)),
  parse(text, _options, context) {
    if (text.trim() === '') return ok(null);
    const found = findPerson(text, context);
    return found === undefined ? err(unparsable(text, context)) : ok(found);
  },
  format: (cell, _options, context) => personText(cell, context),
  compare: (a, b, _options, context) => comparePeople(a, b, context),
};
