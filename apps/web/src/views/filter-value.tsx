'use client';
import type { Collaborator, DateOperand, FilterCondition } from '@pyairtable/contracts';
import { type FieldModel, filterKind, ME } from '@pyairtable/core';
import { isSelect } from '@pyairtable/field-types';
import { Checkbox, Select } from '@pyairtable/ui';
import { dayChoices } from './filter-words';
import { SettlingInput } from './settling-input';
import { useKeptFilterText } from './use-kept-filter-text';

type Value = FilterCondition['value'];

interface Choice {
  value: string;
  label: string;
}

/** Texts that stand for ids where a condition names choices or people. */
function choicesOf(field: FieldModel, people: readonly Collaborator[]): Choice[] {
  if (isSelect(field)) return field.options.choices.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { value: ME, label: 'Me' },
    ...people.map(({ id, name, email }) => ({ value: id, label: name || email })),
  ];
}

const listOf = (value: Value): string[] =>
  Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [];

const TAKES_SEVERAL = new Set(['isAnyOf', 'isNoneOf', 'hasAnyOf', 'hasAllOf', 'hasNoneOf', 'isExactly']);

/** What a condition compares with, in the form that its field's kind has. */
export function FilterValue({
  field,
  condition,
  people,
  onChange,
}: {
  field: FieldModel;
  condition: FilterCondition;
  people: readonly Collaborator[];
  onChange: (value: Value) => boolean;
}) {
  const { operator, value } = condition;
  const keep = useKeptFilterText(field);
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return null;
  const label = `Value for ${field.name}`;
  const kind = filterKind(field);
  switch (kind) {
    case 'checkbox':
      return (
        <Select
          label={label}
          hideLabel
          className="flex-1"
          value={value === false ? 'no' : 'yes'}
          options={[
            { value: 'yes', label: 'ticked' },
            { value: 'no', label: 'not ticked' },
          ]}
          onChange={(next) => onChange(next === 'yes')}
        />
      );
    case 'number':
      return (
        <SettlingInput
          label={label}
          hideLabel
          className="flex-1"
          keep={keep}
          inputMode="decimal"
          placeholder="Enter a number"
          value={typeof value === 'number' ? String(value) : ''}
          onSettle={(text) => {
            const number = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
            return onChange(Number.isFinite(number) ? number : undefined);
          }}
        />
      );
    case 'day':
    case 'instant':
      return (
        <DayValue
          label={label}
          condition={condition}
          zoned={kind === 'instant'}
          keep={keep}
          onChange={onChange}
        />
      );
    case 'choice':
    case 'choices':
    case 'person':
    case 'people': {
      const choices = choicesOf(field, people);
      if (TAKES_SEVERAL.has(operator))
        return <SeveralChoices label={label} choices={choices} value={listOf(value)} onChange={onChange} />;
      return (
        <Select
          label={label}
          hideLabel
          className="flex-1"
          value={listOf(value)[0] ?? ''}
          options={[{ value: '', label: 'Select…' }, ...choices]}
          onChange={(next) => onChange(next === '' ? undefined : next)}
        />
      );
    }
    default:
      return (
        <SettlingInput
          label={label}
          hideLabel
          className="flex-1"
          keep={keep}
          placeholder="Enter a value"
          value={typeof value === 'string' ? value : ''}
          onSettle={(text) => onChange(text === '' ? undefined : text)}
        />
      );
  }
}

function SeveralChoices({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (value: Value) => boolean;
}) {
  return (
    <div
      role="group"
      aria-label={label}
      className="max-h-32 min-w-0 flex-1 overflow-y-auto rounded-md border border-n7 px-2 py-1"
    >
      {choices.map((choice) => (
        <div key={choice.value} className="flex h-7 items-center">
          <Checkbox
            checked={value.includes(choice.value)}
            onChange={(ticked) =>
              onChange(ticked ? [...value, choice.value] : value.filter((one) => one !== choice.value))
            }
          >
            <span className="truncate">{choice.label}</span>
          </Checkbox>
        </div>
      ))}
    </div>
  );
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function DayValue({
  label,
  condition: { operator, value },
  zoned,
  keep,
  onChange,
}: {
  label: string;
  condition: FilterCondition;
  zoned: boolean;
  keep: (text: string, isRemoved: boolean) => boolean;
  onChange: (value: Value) => boolean;
}) {
  const choices = dayChoices(operator);
  const given = typeof value === 'object' && 'mode' in value ? value : undefined;
  const fits = choices.some((choice) => choice.value === given?.mode);
  const mode = fits && given ? given.mode : undefined;
  // Days of times are those of the person who says them.
  const put = (operand: DateOperand) => onChange({ ...operand, ...(zoned ? { timeZone: ZONE } : {}) });
  return (
    <div className="flex min-w-0 flex-1 flex-wrap gap-2">
      <Select
        label={label}
        hideLabel
        className="min-w-[140px] flex-1"
        value={mode ?? ''}
        options={[{ value: '', label: 'Select a day…' }, ...choices]}
        onChange={(next) => (next === '' ? onChange(undefined) : put({ mode: next }))}
      />
      {mode === 'exactDate' ? (
        <SettlingInput
          label="Date"
          hideLabel
          keep={keep}
          type="date"
          value={given?.exactDate ?? ''}
          onSettle={(text) => put({ mode, ...(/^\d{4}-\d{2}-\d{2}$/.test(text) ? { exactDate: text } : {}) })}
        />
      ) : null}
      {mode && /umberOfDays|^days/.test(mode) ? (
        <SettlingInput
          label="Number of days"
          hideLabel
          keep={keep}
          inputMode="numeric"
          className="w-20"
          value={given?.numberOfDays === undefined ? '' : String(given.numberOfDays)}
          onSettle={(text) => {
            const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;
            return put({ mode, ...(days === undefined ? {} : { numberOfDays: days }) });
          }}
        />
      ) : null}
    </div>
  );
}
