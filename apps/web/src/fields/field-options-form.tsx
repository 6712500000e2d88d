'use client';
import type { FieldTypeName } from '@pyairtable/contracts';
import { BRIGHT_COLOURS } from '@pyairtable/field-types';
import { Select, TextInput } from '@pyairtable/ui';
import type { ComponentType } from 'react';
import { ChoicesForm } from './choices-form';

export interface OptionsFormProps {
  options: Record<string, unknown>;
  onChange: (options: Record<string, unknown>) => void;
  tables: readonly { id: string; name: string }[];
  /** True for a field that exists: what it points to can no longer change. */
  existing: boolean;
}

const asOptions = <V extends string>(values: readonly V[], label: (value: V) => string = (value) => value) =>
  values.map((value) => ({ value, label: label(value) }));

const PRECISIONS = ['0', '1', '2', '3', '4', '5', '6', '7', '8'] as const;

function Precision({ options, onChange }: OptionsFormProps) {
  return (
    <Select
      label="Decimals"
      value={String(options['precision'] ?? 0)}
      options={asOptions(PRECISIONS, (digits) => (digits === '0' ? '1' : `1.${'0'.repeat(Number(digits))}`))}
      onChange={(precision) => onChange({ ...options, precision: Number(precision) })}
    />
  );
}

function Currency(props: OptionsFormProps) {
  const { options, onChange } = props;
  return (
    <>
      <TextInput
        label="Symbol"
        maxLength={10}
        value={typeof options['symbol'] === 'string' ? options['symbol'] : ''}
        onChange={(event) => onChange({ ...options, symbol: event.target.value })}
      />
      <Precision {...props} />
    </>
  );
}

function Duration({ options, onChange }: OptionsFormProps) {
  return (
    <Select
      label="Format"
      value={String(options['durationFormat'])}
      options={asOptions(['h:mm', 'h:mm:ss', 'h:mm:ss.S', 'h:mm:ss.SS', 'h:mm:ss.SSS'])}
      onChange={(durationFormat) => onChange({ ...options, durationFormat })}
    />
  );
}

const colorName = (color: string): string =>
  color.charAt(0).toUpperCase() + color.slice(1).replace('Bright', '');

function Color({ options, onChange }: OptionsFormProps) {
  return (
    <Select
      label="Colour"
      value={String(options['color'])}
      options={asOptions(BRIGHT_COLOURS, colorName)}
      onChange={(color) => onChange({ ...options, color })}
    />
  );
}

const ICON_NAMES: Readonly<Record<string, string>> = {
  star: 'Star',
  heart: 'Heart',
  thumbsUp: 'Thumbs up',
  flag: 'Flag',
  dot: 'Dot',
  check: 'Tick',
  xCheckbox: 'Cross',
};

function Icon({ options, onChange, icons }: OptionsFormProps & { icons: readonly string[] }) {
  return (
    <Select
      label="Icon"
      value={String(options['icon'])}
      options={asOptions(icons, (icon) => ICON_NAMES[icon] ?? icon)}
      onChange={(icon) => onChange({ ...options, icon })}
    />
  );
}

function Rating(props: OptionsFormProps) {
  return (
    <>
      <Icon {...props} icons={['star', 'heart', 'thumbsUp', 'flag', 'dot']} />
      <Color {...props} />
      <Select
        label="Highest"
        value={String(props.options['max'])}
        options={asOptions(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])}
        onChange={(max) => props.onChange({ ...props.options, max: Number(max) })}
      />
    </>
  );
}

function CheckboxOptions(props: OptionsFormProps) {
  return (
    <>
      <Icon {...props} icons={['check', 'xCheckbox', 'star', 'heart', 'thumbsUp', 'flag', 'dot']} />
      <Color {...props} />
    </>
  );
}

const DATE_FORMATS = [
  { value: 'local', label: 'Local (your language)' },
  { value: 'friendly', label: 'Friendly (May 30, 2026)' },
  { value: 'us', label: 'US (5/30/2026)' },
  { value: 'european', label: 'European (30/5/2026)' },
  { value: 'iso', label: 'ISO (2026-05-30)' },
] as const;

function DateFormat({ options, onChange }: OptionsFormProps) {
  const format = options['dateFormat'] as { name?: string } | undefined;
  return (
    <Select
      label="Date format"
      value={format?.name ?? 'local'}
      options={DATE_FORMATS}
      onChange={(name) => onChange({ ...options, dateFormat: { name } })}
    />
  );
}

function DateTime(props: OptionsFormProps) {
  const { options, onChange } = props;
  const time = options['timeFormat'] as { name?: string } | undefined;
  const zone = typeof options['timeZone'] === 'string' ? options['timeZone'] : 'client';
  const zones = [
    'client',
    'utc',
    ...new Set([
      ...Intl.supportedValuesOf('timeZone'),
      ...(zone === 'client' || zone === 'utc' ? [] : [zone]),
    ]),
  ];
  return (
    <>
      <DateFormat {...props} />
      <Select
        label="Time format"
        value={time?.name ?? '24hour'}
        options={[
          { value: '24hour', label: '24 hours (17:30)' },
          { value: '12hour', label: '12 hours (5:30pm)' },
        ]}
        onChange={(name) => onChange({ ...options, timeFormat: { name } })}
      />
      <Select
        label="Time zone"
        value={zone}
        options={asOptions(zones, (name) =>
          name === 'client' ? 'Each person’s own' : name === 'utc' ? 'UTC' : name.replaceAll('_', ' '),
        )}
        onChange={(timeZone) => onChange({ ...options, timeZone })}
      />
    </>
  );
}

function Links({ options, onChange, tables, existing }: OptionsFormProps) {
  return (
    <Select
      label="Linked table"
      disabled={existing}
      value={String(options['linkedTableId'])}
      options={tables.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(linkedTableId) => onChange({ linkedTableId })}
    />
  );
}

/** The form of a type's options; null where there are none to choose. */
export const OPTIONS_FORMS: Readonly<Record<FieldTypeName, ComponentType<OptionsFormProps> | null>> = {
  singleLineText: null,
  multilineText: null,
  email: null,
  url: null,
  phoneNumber: null,
  number: Precision,
  percent: Precision,
  currency: Currency,
  duration: Duration,
  rating: Rating,
  checkbox: CheckboxOptions,
  date: DateFormat,
  dateTime: DateTime,
  singleSelect: ChoicesForm,
  multipleSelects: ChoicesForm,
  singleCollaborator: null,
  multipleCollaborators: null,
  multipleRecordLinks: Links,
  autoNumber: null,
  createdTime: null,
  createdBy: null,
  lastModifiedTime: null,
  lastModifiedBy: null,
  formula: null,
  rollup: null,
  count: null,
  multipleLookupValues: null,
};
