'use client';
import type { FieldTypeName, LinkOptions } from '@pyairtable/contracts';
import { BRIGHT_COLOURS } from '@pyairtable/field-types';
import { Checkbox, Select } from '@pyairtable/ui';
import type { ComponentType } from 'react';
import { ButtonForm } from './button-form';
import { ChoicesForm } from './choices-form';
import { FormulaOptions, LinkedOptions } from './computed-options';
import { asOptions, Currency, DateFormat, DateTime, Duration, Precision } from './format-forms';
import type { OptionsFormProps } from './options-form-props';
import { PromptForm } from './prompt-form';

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

function Links({ options, onChange, tables, field }: OptionsFormProps) {
  const { linkedTableId, prefersSingleRecordLink } = options as Partial<LinkOptions>;
  const single = prefersSingleRecordLink === undefined ? {} : { prefersSingleRecordLink };
  return (
    <>
      <Select
        label="Linked table"
        value={String(linkedTableId)}
        options={tables.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(chosen) => onChange({ linkedTableId: chosen, ...single })}
      />
      <Checkbox
        checked={!prefersSingleRecordLink}
        onChange={(several) => onChange({ ...options, prefersSingleRecordLink: !several })}
      >
        Allow linking to several records
      </Checkbox>
      {field && prefersSingleRecordLink ? (
        <p className="text-xs text-n11">Cells that link several records keep them until they are changed.</p>
      ) : null}
    </>
  );
}

/** The form of a type's options; null where there are none to choose. */
export const OPTIONS_FORMS: Readonly<Record<FieldTypeName, ComponentType<OptionsFormProps> | null>> = {
  singleLineText: null,
  multilineText: null,
  richText: null,
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
  multipleAttachments: null,
  barcode: null,
  button: ButtonForm,
  aiText: PromptForm,
  externalSyncSource: ChoicesForm,
  autoNumber: null,
  createdTime: null,
  createdBy: null,
  lastModifiedTime: null,
  lastModifiedBy: null,
  formula: FormulaOptions,
  rollup: LinkedOptions,
  count: LinkedOptions,
  multipleLookupValues: LinkedOptions,
};
