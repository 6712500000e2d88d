import {
  FILTER_LIMITS,
  FILTER_OPERATORS,
  type FilterCondition,
  type FilterGroup,
  type FilterOperator,
} from '@pyairtable/contracts';
import { at } from '../base-file/problems';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { FieldReader } from './field-reader';
import { filterOperators } from './filter-operators';
import { isFitting } from './fitting-condition';
import { readFilterValue } from './filter-value';
import type { FieldsById, ViewSetting } from './view-setting';

type Part = FilterGroup['conditions'][number];

const isGroup = (part: Part): part is FilterGroup => 'conditions' in part;

/** All conditions of a group and of those within it. */
export const conditionsOf = (group: FilterGroup): FilterCondition[] =>
  group.conditions.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));

/** What is left of a group of the conditions that stay. */
function groupOf(group: FilterGroup, stays: (condition: FilterCondition) => boolean): FilterGroup {
  const conditions = group.conditions.flatMap((part): Part[] => {
    if (!isGroup(part)) return stays(part) ? [part] : [];
    const left = groupOf(part, stays);
    return left.conditions.length === 0 && part.conditions.length > 0 ? [] : [left];
  });
  return { ...group, conditions };
}

/** The group once fields are gone. */
export const groupWithout = (group: FilterGroup, gone: ReadonlySet<string>): FilterGroup =>
  groupOf(group, ({ fieldId }) => !gone.has(fieldId));

/** The group without what it asks of fields that have nothing to say to it, or that `gives` is false of. */
export const fittingGroup = (
  group: FilterGroup,
  fields: FieldsById,
  gives: (field: FieldModel) => boolean = () => true,
): FilterGroup =>
  groupOf(group, (condition) => {
    const field = fields.get(condition.fieldId);
    return !field || (gives(field) && isFitting(condition, field));
  });

/** Why the table cannot have conditions, in a sentence. */
export function groupFault(group: FilterGroup, table: TableModel): string | undefined {
  const conditions = conditionsOf(group);
  if (conditions.length > FILTER_LIMITS.conditions)
    return `A filter has at most ${FILTER_LIMITS.conditions} conditions`;
  for (const { fieldId, operator } of conditions) {
    const field = table.fieldById(fieldId);
    if (field && !filterOperators(field).includes(operator))
      return `Fields like "${field.name}" have no operator "${operator}"`;
  }
  return undefined;
}

/** Conditions of a base file. */
export function readGroup(
  given: unknown,
  path: string,
  reader: FieldReader,
  depth = 1,
): FilterGroup | undefined {
  const { problems } = reader;
  const source = problems.object(given, path);
  if (!source) return undefined;
  if (depth > FILTER_LIMITS.depth) return problems.add(path, `is nested deeper than ${FILTER_LIMITS.depth}`);
  const { conjunction = 'and' } = source;
  if (conjunction !== 'and' && conjunction !== 'or')
    return problems.add(at(path, 'conjunction'), 'must be and or or');
  const inside = at(path, 'conditions');
  const conditions = problems
    .elements(source['conditions'], inside, { limit: FILTER_LIMITS.conditions })
    .map((part, index) => readPart(part, at(inside, index), reader, depth + 1))
    .filter((part) => part !== undefined);
  return { conjunction, conditions };
}

function readPart(given: unknown, path: string, reader: FieldReader, depth: number): Part | undefined {
  const { problems } = reader;
  const source = problems.object(given, path);
  if (!source) return undefined;
  if ('conditions' in source) return readGroup(source, path, reader, depth);
  const key = 'fieldId' in source ? 'fieldId' : 'field';
  const fieldId = reader.fieldId(source[key], at(path, key));
  const operator = FILTER_OPERATORS.find((one) => one === source['operator']);
  if (!operator) return problems.add(at(path, 'operator'), 'is no operator');
  if (fieldId === undefined) return undefined;
  const value = readFilterValue(source['value'], at(path, 'value'), problems);
  return { fieldId, operator: operator satisfies FilterOperator, ...(value === undefined ? {} : { value }) };
}

/** Conditions as data that hold for the rows which a view keeps. */
export const filter: ViewSetting<FilterGroup> = {
  fieldIds: (group) => conditionsOf(group).map(({ fieldId }) => fieldId),
  merge: (_before, group) => (group.conditions.length === 0 ? undefined : group),
  forget: groupWithout,
  fit: (group, fields) => fittingGroup(group, fields),
  fault: groupFault,
  read({ filter: given }, reader) {
    // A text is a formula.
    if (given === undefined || typeof given === 'string') return undefined;
    const read = readGroup(given, reader.at('filter'), reader);
    return read && read.conditions.length > 0 ? read : undefined;
  },
};
