'use client';
import { FILTER_LIMITS, type FilterCondition, type FilterGroup } from '@pyairtable/contracts';
import {
  conditionsOf,
  type FieldModel,
  filterKind,
  filterOperators,
  type TableModel,
} from '@pyairtable/core';
import { Button, classNames, FieldIcon, IconButton, Select } from '@pyairtable/ui';
import { Plus, X } from 'lucide-react';
import type { Ref } from 'react';
import { useBase } from '@/base/base-context';
import { useFocusAdded } from '@/shell/use-focus-added';
import { FilterValue } from './filter-value';
import { operatorWords } from './filter-words';
import { useKeyedList, withoutPart, withPart } from './keyed-list';
import type { Change } from './use-latest';

type Parts = FilterGroup['conditions'];
type Part = Parts[number];

const isGroup = (part: Part): part is FilterGroup => 'conditions' in part;

/** A condition or group beside the word that joins it, and below that where there is no room for both. */
const LINE = 'flex items-start gap-2 max-sm:flex-wrap';
const PART = 'min-w-0 flex-1 max-sm:order-last max-sm:basis-full';

/** The condition that a field begins with. */
const firstCondition = (field: FieldModel): FilterCondition => {
  const [operator = 'isNotEmpty'] = operatorsOf(field);
  return { fieldId: field.id, operator, ...(filterKind(field) === 'checkbox' ? { value: true } : {}) };
};

/** Links are asked by their titles here; by record over the API. */
const operatorsOf = (field: FieldModel, current?: FilterCondition['operator']) =>
  filterOperators(field).filter(
    (operator) => filterKind(field) !== 'links' || operator === current || !/^(has|isExactly)/.test(operator),
  );

/** Conditions and groups of them over fields of a table; `isOffered` leaves out fields that no new condition is on. */
export function ConditionsForm({
  group,
  table,
  depth = 1,
  isOffered = () => true,
  onChange,
}: {
  group: FilterGroup;
  table: TableModel;
  depth?: number;
  isOffered?: (field: FieldModel) => boolean;
  onChange: Change<FilterGroup>;
}) {
  const { base } = useBase();
  const { conjunction, conditions } = group;
  const list = useKeyedList(conditions);
  const put: Change<Parts> = (next) =>
    onChange((now) => {
      const made = next(now.conditions);
      return made && { ...now, conditions: made };
    });
  const putAt = (key: number | undefined, next: (now: Part) => Part | undefined) =>
    put((now) => withPart(list, key, now, next));
  const first = isOffered(table.primaryField) ? table.primaryField : table.fields.find(isOffered);
  const { part: addedPart, added } = useFocusAdded();
  const add = (make: (field: FieldModel) => Part) => {
    if (first && put((now) => [...now, make(first)])) added();
  };
  return (
    <>
      <ul className="flex flex-col gap-2">
        {conditions.map((part, at) => {
          const key = list.keys[at];
          const remove = (
            <IconButton
              label={isGroup(part) ? 'Remove group' : 'Remove condition'}
              size="small"
              className="mt-1 max-sm:ms-auto"
              onClick={() => put((now) => withoutPart(list, key, now))}
            >
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          );
          const joined = (
            <Conjunction
              at={at}
              conjunction={conjunction}
              onChange={(next) => onChange((now) => ({ ...now, conjunction: next }))}
            />
          );
          return isGroup(part) ? (
            <li key={key} className={LINE}>
              {joined}
              <div ref={addedPart} className={classNames(PART, 'rounded-md border border-n6 bg-n2 p-2')}>
                <ConditionsForm
                  group={part}
                  table={table}
                  depth={depth + 1}
                  isOffered={isOffered}
                  onChange={(next) => putAt(key, (now) => (isGroup(now) ? next(now) : undefined))}
                />
              </div>
              {remove}
            </li>
          ) : (
            <li key={key} className={LINE}>
              {joined}
              <Condition
                ref={addedPart}
                condition={part}
                table={table}
                isOffered={isOffered}
                people={base.collaborators}
                onChange={(next) => putAt(key, (now) => (isGroup(now) ? undefined : next(now)))}
              />
              {remove}
            </li>
          );
        })}
      </ul>
      {conditionsOf(group).length < FILTER_LIMITS.conditions ? (
        <div className="mt-2 -ms-1 flex gap-1">
          <Button
            look="quiet"
            size="small"
            icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
            onClick={() => add(firstCondition)}
          >
            Add condition
          </Button>
          {depth < FILTER_LIMITS.depth ? (
            <Button
              look="quiet"
              size="small"
              icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
              onClick={() => add((field) => ({ conjunction: 'or', conditions: [firstCondition(field)] }))}
            >
              Add group
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function Conjunction({
  at,
  conjunction,
  onChange,
}: {
  at: number;
  conjunction: FilterGroup['conjunction'];
  onChange: (conjunction: FilterGroup['conjunction']) => void;
}) {
  if (at !== 1) {
    return (
      <span className="w-[72px] shrink-0 py-1.5 text-sm text-n11">{at === 0 ? 'Where' : conjunction}</span>
    );
  }
  return (
    <Select
      label="Conjunction"
      hideLabel
      className="w-[72px] shrink-0"
      value={conjunction}
      options={[
        { value: 'and', label: 'and' },
        { value: 'or', label: 'or' },
      ]}
      onChange={onChange}
    />
  );
}

function Condition({
  ref,
  condition,
  table,
  isOffered,
  people,
  onChange,
}: {
  ref: Ref<HTMLDivElement>;
  condition: FilterCondition;
  table: TableModel;
  isOffered: (field: FieldModel) => boolean;
  people: ReturnType<typeof useBase>['base']['collaborators'];
  onChange: Change<FilterCondition>;
}) {
  const { fieldId, operator } = condition;
  const field = table.fieldById(fieldId) ?? table.primaryField;
  return (
    <div ref={ref} className={classNames(PART, 'flex flex-wrap items-start gap-2')}>
      <Select
        label="Field"
        hideLabel
        className="min-w-[140px] flex-1"
        value={field.id}
        options={table.fields
          .filter((one) => one === field || isOffered(one))
          .map(({ id, name, type }) => ({
            value: id,
            label: name,
            icon: <FieldIcon type={type} className="shrink-0 text-n11" />,
          }))}
        onChange={(next) => onChange(() => firstCondition(table.field(next)))}
      />
      <Select
        label="Operator"
        hideLabel
        className="w-[136px] max-sm:grow"
        value={operator}
        options={operatorsOf(field, operator).map((value) => ({
          value,
          label: operatorWords(value, filterKind(field)),
        }))}
        onChange={(next) => onChange((now) => ({ ...now, operator: next }))}
      />
      <div className="flex min-w-[160px] flex-1 empty:hidden">
        <FilterValue
          key={field.id}
          field={field}
          condition={condition}
          people={people.filter(({ permissionLevel }) => permissionLevel !== 'none')}
          onChange={(value) =>
            onChange(({ value: _, ...now }) =>
              // What is compared with one field says nothing of another, which somebody else has put there.
              now.fieldId === fieldId ? { ...now, ...(value === undefined ? {} : { value }) } : undefined,
            )
          }
        />
      </div>
    </div>
  );
}
