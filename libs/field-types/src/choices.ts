import type { Choice, SelectOptions } from '@pyairtable/contracts';
import { err, isId, newId, ok, type Result } from '@pyairtable/kernel';
import { CHOICE_COLOURS, defaultChoiceColour } from './colours';
import type { OptionsError } from './field-type';
import { listOf, objectOf, oneOf, optional, optionsError, readOptions, textThat } from './options-reader';

export const MAX_CHOICES = 10_000;
const MAX_NAME_LENGTH = 10_000;
/** Characters of the names of all choices of a field. */
export const MAX_CHOICE_TEXT = 1_000_000;

/** True for a name a choice may have: not blank, storable as text. */
export const isChoiceName = (name: string) =>
  name.trim() !== '' && name.length <= MAX_NAME_LENGTH && !/[\p{Cc}\p{Surrogate}]/u.test(name);

/** Whether the names of a field's choices are too long together: everybody who opens the base reads them. */
export const areChoicesLong = ({ choices }: SelectOptions): boolean =>
  choices.reduce((sum, { name }) => sum + name.length, 0) > MAX_CHOICE_TEXT;

const shape = objectOf({
  choices: listOf(
    objectOf({
      id: optional(textThat((id) => isId('choice', id))),
      name: textThat(isChoiceName),
      color: optional(oneOf(CHOICE_COLOURS)),
    }),
    MAX_CHOICES,
  ),
});

/**
 * Options of a select as given → as stored. Ids are minted; on update an id, or else a name, keeps the choice it belongs to
 * with its colour. An id that is not the field's is refused.
 */
export function readChoices(input: unknown, previous?: SelectOptions): Result<SelectOptions, OptionsError> {
  const outcome = readOptions(shape, input, previous);
  if (!outcome.ok) return outcome;
  const byId = new Map(previous?.choices.map((choice) => [choice.id, choice]));
  const byName = new Map(previous?.choices.map((choice) => [choice.name, choice]));
  const claimed = new Set(outcome.value.choices.map(({ id }) => id));
  const ids = new Set<string>();
  const names = new Set<string>();
  const taken = new Set(
    outcome.value.choices.map(({ id, name, color }) => {
      const before = id === undefined ? byName.get(name) : byId.get(id);
      return color ?? before?.color;
    }),
  );
  const choices: Choice[] = [];
  for (const [at, { id, name, color }] of outcome.value.choices.entries()) {
    const namesake = byName.get(name);
    const kept =
      id === undefined ? (namesake && !claimed.has(namesake.id) ? namesake : undefined) : byId.get(id);
    const path = `<Field>.options.choices.${at}`;
    if (id !== undefined && (!kept || ids.has(id))) return err(optionsError(`${path}.id is not allowed`));
    if (names.has(name)) return err(optionsError(`${path}.name is not unique`));
    const shade = color ?? (kept ? kept.color : defaultChoiceColour(at, taken));
    taken.add(shade);
    const choice = {
      id: kept?.id ?? newId('choice'),
      name,
      ...(shade === undefined ? {} : { color: shade }),
    };
    ids.add(choice.id);
    names.add(name);
    choices.push(choice);
  }
  // Those that were longer before there was a bound may become fewer.
  if (areChoicesLong({ choices }) && choices.length >= (previous?.choices.length ?? 0))
    return err(optionsError(`<Field>.options.choices come to more than ${MAX_CHOICE_TEXT} characters`));
  return ok({ choices });
}

/** A choice to add: by its name, or with the id and colour that it is to have. */
export type NewChoice = string | (Pick<Choice, 'id' | 'name'> & { color?: string | undefined });

/** The options with the given new choices at the end, in colours that the others leave. */
export function withNewChoices({ choices }: SelectOptions, news: readonly NewChoice[]): SelectOptions {
  const taken = new Set(choices.map(({ color }) => color));
  const added = news.map((given, at) => {
    const choice = typeof given === 'string' ? { id: newId('choice'), name: given } : given;
    const color = choice.color ?? defaultChoiceColour(choices.length + at, taken);
    taken.add(color);
    return { ...choice, color };
  });
  return { choices: [...choices, ...added] };
}

interface ChoiceIndex {
  positions: ReadonlyMap<string, number>;
  idsByName: ReadonlyMap<string, string>;
}

const indexes = new WeakMap<readonly Choice[], ChoiceIndex>();

/** Built once per list of choices, which nobody changes in place: sorting and imports ask for every cell. */
function indexOf({ choices }: SelectOptions): ChoiceIndex {
  let index = indexes.get(choices);
  if (!index) {
    index = {
      positions: new Map(choices.map(({ id }, at) => [id, at])),
      idsByName: new Map(choices.map(({ id, name }) => [name, id])),
    };
    indexes.set(choices, index);
  }
  return index;
}

/** Where a choice stands among the field's; undefined for an id that is none of them. */
export const choicePosition = (options: SelectOptions, id: string): number | undefined =>
  indexOf(options).positions.get(id);

/** The id of the choice of exactly this name. */
export const choiceNamed = (options: SelectOptions, name: string): string | undefined =>
  indexOf(options).idsByName.get(name);

/** The id of the choice that a program gives: by its exact name, else by its id. */
export const choiceGiven = (options: SelectOptions, text: string): string | undefined =>
  choiceNamed(options, text) ?? (choicePosition(options, text) === undefined ? undefined : text);

/** The id of the choice a person means: exact name first, else in any case. */
export function choiceMeant(options: SelectOptions, text: string): string | undefined {
  const lower = text.toLowerCase();
  return choiceNamed(options, text) ?? options.choices.find(({ name }) => name.toLowerCase() === lower)?.id;
}

/** The name of a choice; undefined for an id that is none of the field's. */
export function choiceName(options: SelectOptions, id: string): string | undefined {
  const at = choicePosition(options, id);
  return at === undefined ? undefined : options.choices[at]?.name;
}
