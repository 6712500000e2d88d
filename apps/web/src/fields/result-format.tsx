'use client';
import type { FieldResult, FieldTypeName, Table } from '@pyairtable/contracts';
import { Select } from '@pyairtable/ui';
import type { ComponentType } from 'react';
import { FIELD_KINDS } from './field-kinds';
import { Currency, DateFormat, DateTime, Duration, type FormatProps, Precision } from './format-forms';

const FORMS: Partial<Record<FieldTypeName, ComponentType<FormatProps>>> = {
  number: Precision,
  currency: Currency,
  percent: Precision,
  duration: Duration,
  date: DateFormat,
  dateTime: DateTime,
};

/** What the values of a formula can be shown as; text needs no choice. */
export type ShownKind = 'number' | 'day' | 'instant' | 'text';

const CHOICES: Readonly<Record<ShownKind, readonly FieldTypeName[]>> = {
  number: ['number', 'currency', 'percent', 'duration'],
  day: ['date'],
  instant: ['dateTime'],
  text: [],
};

/** How the results of a formula are shown: by themselves as the values suggest, or as chosen. */
export function ResultFormat({
  kind,
  format,
  place,
  onChange,
}: {
  kind: ShownKind;
  format: FieldResult | undefined;
  /** Where the field is. */
  place: { table: Table; tables: readonly Table[] };
  onChange: (format: FieldResult | undefined) => void;
}) {
  const types = CHOICES[kind];
  if (types.length === 0) return null;
  // One that fits no more is left out of account, as it is when values are shown.
  const chosen = format && types.includes(format.type) ? format : undefined;
  const Form = chosen && FORMS[chosen.type];
  return (
    <>
      <Select<FieldTypeName | 'automatic'>
        label="Shown as"
        value={chosen?.type ?? 'automatic'}
        options={[
          { value: 'automatic', label: 'Automatic' },
          ...types.map((type) => ({ value: type, label: FIELD_KINDS[type].label })),
        ]}
        onChange={(type) =>
          onChange(
            type === 'automatic'
              ? undefined
              : { type, options: FIELD_KINDS[type].start?.(place.table, place.tables) },
          )
        }
      />
      {Form ? (
        <Form
          options={chosen.options as Record<string, unknown>}
          onChange={(options) => onChange({ type: chosen.type, options })}
        />
      ) : null}
    </>
  );
}
