'use client';
import type { FieldTypeName } from '@pyairtable/contracts';
import type { ComponentType } from 'react';
import { AttachmentsInput } from './attachments-input';
import { ButtonInput } from './button-input';
import { CheckboxInput } from './checkbox-input';
import { ChoiceInput } from './choice-input';
import { ComputedValue } from './computed-value';
import { DateInput } from './date-input';
import { LineInput } from './line-input';
import { LinksInput } from './links-input';
import { LongTextInput } from './long-text-input';
import { PersonInput } from './person-input';
import { RatingInput } from './rating-input';
import { RichTextInput } from './rich-text-input';
import { SystemValue } from './system-value';
import type { RecordInputProps } from './record-input';

/** The input of each field type in an open record. */
export const RECORD_INPUTS: Readonly<Record<FieldTypeName, ComponentType<RecordInputProps>>> = {
  singleLineText: LineInput,
  multilineText: LongTextInput,
  richText: RichTextInput,
  email: LineInput,
  url: LineInput,
  phoneNumber: LineInput,
  number: LineInput,
  percent: LineInput,
  currency: LineInput,
  duration: LineInput,
  rating: RatingInput,
  checkbox: CheckboxInput,
  date: DateInput,
  dateTime: DateInput,
  singleSelect: ChoiceInput,
  multipleSelects: ChoiceInput,
  singleCollaborator: PersonInput,
  multipleCollaborators: PersonInput,
  multipleRecordLinks: LinksInput,
  multipleAttachments: AttachmentsInput,
  barcode: LineInput,
  button: ButtonInput,
  aiText: SystemValue,
  externalSyncSource: ChoiceInput,
  autoNumber: SystemValue,
  createdTime: SystemValue,
  createdBy: SystemValue,
  lastModifiedTime: SystemValue,
  lastModifiedBy: SystemValue,
  formula: ComputedValue,
  rollup: ComputedValue,
  count: ComputedValue,
  multipleLookupValues: ComputedValue,
};
