'use client';
import { Select, TextInput } from '@pyairtable/ui';

/** The part of a field's options, or of a computed field's format, that says how values are shown. */
export interface FormatProps {
  options: Record<string, unknown>;
  onChange: (options: Record<string, unknown>) => void;
}

/** Choices of a select whose values name themselves. */
export const asOptions = <V extends string>(
  values: readonly V[],
  label: (value: V) => string = (value) => value,
) => values.map((value) => ({ value, label: label(value) }));

const PRECISIONS = ['0', '1', '2', '3', '4', '5', '6', '7', '8'] as const;

/** How many decimals. */
export function Precision({ options, onChange }: FormatProps) {
  return (
    <Select
      label="Decimals"
      value={String(options['precision'] ?? 0)}
      options={asOptions(PRECISIONS, (digits) => `${digits} (${(1).toFixed(Number(digits))})`)}
      onChange={(precision) => onChange({ ...options, precision: Number(precision) })}
    />
  );
}

/** A symbol, and how many decimals. */
export function Currency(props: FormatProps) {
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

/** How a length of time is written. */
export function Duration({ options, onChange }: FormatProps) {
  return (
    <Select
      label="Format"
      value={String(options['durationFormat'])}
      options={asOptions(['h:mm', 'h:mm:ss', 'h:mm:ss.S', 'h:mm:ss.SS', 'h:mm:ss.SSS'])}
      onChange={(durationFormat) => onChange({ ...options, durationFormat })}
    />
  );
}

const DATE_FORMATS = [
  { value: 'local', label: 'Local (your language)' },
  { value: 'friendly', label: 'Friendly (May 30, 2026)' },
  { value: 'us', label: 'US (5/30/2026)' },
  { value: 'european', label: 'European (30/5/2026)' },
  { value: 'iso', label: 'ISO (2026-05-30)' },
] as const;

/** How a day is written. */
export function DateFormat({ options, onChange }: FormatProps) {
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

/** How a moment is written, and in which zone. */
export function DateTime(props: FormatProps) {
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
