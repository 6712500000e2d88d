import { appError, type PermissionLevel } from '@pyairtable/contracts';
import { choiceNamed, unknownChoice } from '@pyairtable/field-types';
import { atLeast } from '../access/levels';
import type { ChoiceAddition } from './change-set';

/** A new choice changes the field: throws INVALID_MULTIPLE_CHOICE_OPTIONS for whoever may not change structure. */
export function requireChoices(additions: readonly ChoiceAddition[], level: PermissionLevel | null): void {
  if (level !== null && atLeast(level, 'create')) return;
  for (const { field, options } of additions) {
    const added = options.choices.find(({ name }) => choiceNamed(field.options, name) === undefined);
    if (!added) continue;
    const { type, message } = unknownChoice(added.name);
    throw appError(type, message);
  }
}
