import { type RecordColors, VIEW_LIMITS } from '@pyairtable/contracts';
import { CHOICE_COLOURS } from '@pyairtable/field-types';
import { at } from '../base-file/problems';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { FieldReader } from './field-reader';
import { conditionsOf, fittingGroup, groupFault, groupWithout, readGroup } from './filter';
import { isToldByRow } from './row-filter';
import type { ViewSetting } from './view-setting';

type Rule = Extract<RecordColors, { rules: unknown }>['rules'][number];

/** Whether records can be coloured by what they have chosen in the field. */
export const givesColor = ({ behaviour }: FieldModel): boolean =>
  behaviour.family === 'choice' && !behaviour.several;

function ruleFault({ color, filter }: Rule, table: TableModel): string | undefined {
  if (!CHOICE_COLOURS.includes(color)) return `"${color}" is no colour of choices`;
  for (const { fieldId } of conditionsOf(filter)) {
    const field = table.fieldById(fieldId);
    if (field && !isToldByRow(field)) return `Records cannot be coloured by conditions on "${field.name}"`;
  }
  return groupFault(filter, table);
}

function readRule(given: unknown, path: string, reader: FieldReader): Rule | undefined {
  const source = reader.problems.object(given, path);
  if (!source) return undefined;
  const { color } = source;
  const filter = readGroup(source['filter'], at(path, 'filter'), reader);
  if (typeof color !== 'string' || !CHOICE_COLOURS.includes(color))
    return reader.problems.add(at(path, 'color'), 'must be a colour of choices');
  return filter && { color, filter };
}

/** The rules with what is left of the conditions of each. */
function rulesLeft(rules: readonly Rule[], left: (filter: Rule['filter']) => Rule['filter']) {
  const kept = rules.flatMap((rule) => {
    const filter = left(rule.filter);
    // Without its last condition it would hold for all records.
    return filter.conditions.length === 0 && rule.filter.conditions.length > 0 ? [] : { ...rule, filter };
  });
  return kept.length > 0 ? { rules: kept } : undefined;
}

/** How the records of a view are coloured. */
export const recordColors: ViewSetting<RecordColors> = {
  fieldIds: (colors) =>
    'fieldId' in colors
      ? [colors.fieldId]
      : colors.rules.flatMap(({ filter }) => conditionsOf(filter).map(({ fieldId }) => fieldId)),
  fault(colors, table) {
    if ('rules' in colors) return colors.rules.map((rule) => ruleFault(rule, table)).find(Boolean);
    const field = table.fieldById(colors.fieldId);
    return field && !givesColor(field) ? `"${field.name}" has no choices that give a colour` : undefined;
  },
  merge: (_before, given: RecordColors | null) =>
    given === null || ('rules' in given && given.rules.length === 0) ? undefined : given,
  forget(colors, gone) {
    if ('fieldId' in colors) return gone.has(colors.fieldId) ? undefined : colors;
    return rulesLeft(colors.rules, (filter) => groupWithout(filter, gone));
  },
  fit(colors, fields) {
    if ('rules' in colors)
      return rulesLeft(colors.rules, (filter) => fittingGroup(filter, fields, isToldByRow));
    const field = fields.get(colors.fieldId);
    return !field || givesColor(field) ? colors : undefined;
  },
  read({ colors: given }, reader) {
    if (given === undefined) return undefined;
    const path = reader.at('colors');
    const source = reader.problems.object(given, path);
    if (!source) return undefined;
    const key = 'fieldId' in source ? 'fieldId' : 'field';
    if (key in source) {
      const fieldId = reader.fieldId(source[key], at(path, key));
      return fieldId === undefined ? undefined : { fieldId };
    }
    const inside = at(path, 'rules');
    const rules = reader.problems
      .elements(source['rules'], inside, { limit: VIEW_LIMITS.colors })
      .map((rule, index) => readRule(rule, at(inside, index), reader))
      .filter((rule) => rule !== undefined);
    return rules.length > 0 ? { rules } : undefined;
  },
};
