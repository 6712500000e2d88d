import type { Field } from '@pyairtable/contracts';
import { isSelect } from '@pyairtable/field-types';
import type { FieldUpdate } from '@/base/schema-actions';
import { fieldChange } from './field-change';

/** Options that the server works out: they follow from the others. */
const WORKED_OUT = ['isValid', 'reason', 'referencedFieldIds', 'result'];

/** With these options in place of its own. */
const withOptions = (field: Field, options: object) =>
  ({ ...field, options: { ...field.options, ...options } }) as Field;

const choicesOf = (field: Field) => (isSelect(field) ? field.options.choices : []);

const without = <T extends { id: string }>(those: readonly T[], ...others: (readonly { id: string }[])[]) =>
  those.filter(({ id }) => !others.some((list) => list.some((one) => one.id === id)));

/**
 * What turns a field `from` what it was before or behind a change into what it was `to` its other side, request by request; `now`
 * is the field as others have left it since, and what the change did not touch stays theirs. Choices come back by their ids, which
 * the cells still hold. Of those that go `areTakenOut` tells whether a person took them out, as a change that is done again may:
 * those that the change made go where nothing uses them.
 */
export function fieldBack(from: Field, to: Field, now: Field, areTakenOut = false): FieldUpdate[] {
  const back = without(choicesOf(to), choicesOf(from), choicesOf(now));
  const made = areTakenOut ? [] : without(choicesOf(from), choicesOf(to));
  const gone = made.filter(({ id }) => choicesOf(now).some((choice) => choice.id === id));
  const [opened, present] = isSelect(to)
    ? [
        // What the change made is nobody's to take out here: it goes by itself below.
        withOptions(from, { choices: [...without(choicesOf(from), made), ...back] }),
        withOptions(now, { choices: [...choicesOf(now), ...back] }),
      ]
    : [from, now];
  const { name, type, description, rules = {} } = to;
  const options: Record<string, unknown> = { ...to.options };
  const were: Record<string, unknown> = { ...from.options };
  for (const key of WORKED_OUT) if (key in options || key in were) options[key] = were[key];
  const draft = { name, type, ...(description === undefined ? {} : { description }), options, rules };
  const changed = fieldChange(draft, opened, present);
  return [
    ...(back.length > 0 ? [{ addChoices: back }] : []),
    ...(Object.keys(changed).length > 0 ? [changed] : []),
    ...(gone.length > 0 ? [{ dropChoices: gone.map(({ id }) => id) }] : []),
  ];
}
