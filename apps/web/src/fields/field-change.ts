import { type Field, sameValue } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import type { FieldDraft, FieldUpdate } from './field-draft';
import { becomesAnother } from './becomes-another';
import { rulesChange } from './written-rules';

type Options = Record<string, unknown>;
type Choices = readonly { id?: string }[];

/**
 * The list a person made of `opened`, with what others added since at its end and without what they took out. Of a choice
 * its name and its colour are each as others have made them where the person left them as they were.
 */
function mergedChoices(made: Choices, opened: Choices, now: Choices): Choices {
  const byId = (choices: Choices) => new Map(choices.map((choice) => [choice.id, choice]));
  const [known, present] = [byId(opened), byId(now)];
  const merged = (choice: Options, before: Options = {}) =>
    Object.fromEntries(Object.entries(choice).filter(([key, value]) => !sameValue(value, before[key])));
  return [
    ...made
      .filter(({ id }) => id === undefined || present.has(id))
      .map((choice) =>
        choice.id === undefined
          ? choice
          : { ...present.get(choice.id), ...merged({ ...choice }, known.get(choice.id)) },
      ),
    ...now.filter(({ id }) => !known.has(id)),
  ];
}

/**
 * What a form changed of a field: `opened` is the field it began with, `now` as others have made it since. What was
 * left alone stays theirs. The options of another type, or of links to another table, are not among it: they go with the conversion.
 */
export function fieldChange(draft: FieldDraft, opened: Field, now: Field): FieldUpdate {
  const { name, description = '' } = draft;
  return {
    ...(name === opened.name ? {} : { name }),
    ...(description === (opened.description ?? '')
      ? {}
      : { description: description === '' ? null : description }),
    ...(becomesAnother(opened, draft.type, draft.options) ? {} : optionsChange(draft, opened, now)),
    ...(draft.rules ? rulesChange(draft.rules, opened.rules ?? {}) : {}),
  };
}

function optionsChange(draft: FieldDraft, opened: Field, now: Field): Pick<FieldUpdate, 'options'> {
  const made: Options = draft.options ?? {};
  const before: Options = { ...opened.options };
  const theirs: Options = { ...now.options };
  const changed = Object.keys({ ...before, ...made }).filter((key) => !sameValue(made[key], before[key]));
  // What the server works out of a computed field is of its moment, and refused later.
  const options: Options = fieldType(now.type).family === 'query' ? {} : { ...theirs };
  for (const key of changed) {
    options[key] =
      key === 'choices'
        ? mergedChoices(made[key] as Choices, before[key] as Choices, (theirs[key] ?? []) as Choices)
        : // What was taken away, such as a condition.
          (made[key] ?? null);
  }
  return changed.length === 0 ? {} : { options };
}
