import type { FieldTypeName } from './schema';

/** One choice of a select field. `color` is absent where the field has colours off. */
export interface Choice {
  id: string;
  name: string;
  color?: string;
}

/** The type and options that the values of a computed field are shown by, as of a stored field. */
export interface FieldResult {
  type: FieldTypeName;
  options?: unknown;
}

/** A field type without options. */
export type NoOptions = undefined;

export interface NumberOptions {
  precision: number;
}

export interface CurrencyOptions extends NumberOptions {
  symbol: string;
}

export type DurationFormat = 'h:mm' | 'h:mm:ss' | 'h:mm:ss.S' | 'h:mm:ss.SS' | 'h:mm:ss.SSS';

export interface DurationOptions {
  durationFormat: DurationFormat;
}

export interface RatingOptions {
  icon: string;
  max: number;
  color: string;
}

export interface CheckboxOptions {
  icon: string;
  color: string;
}

export type DateFormatName = 'local' | 'friendly' | 'us' | 'european' | 'iso';
export type TimeFormatName = '12hour' | '24hour';

export interface DateOptions {
  dateFormat: { name: DateFormatName; format: string };
}

export interface DateTimeOptions extends DateOptions {
  timeFormat: { name: TimeFormatName; format: string };
  /** `utc`, `client` (the reader's zone) or an IANA zone. */
  timeZone: string;
}

export interface SelectOptions {
  choices: Choice[];
}

export interface LinkOptions {
  linkedTableId: string;
  isReversed: boolean;
  prefersSingleRecordLink: boolean;
  /** Absent in a link of a table to itself. */
  inverseLinkFieldId?: string;
  viewIdForRecordSelection?: string;
}

/** How the instant of a computed time field is shown. */
export type InstantResult =
  { type: 'date'; options: DateOptions } | { type: 'dateTime'; options: DateTimeOptions };

export interface AttachmentOptions {
  isReversed: boolean;
}

/** `url`: null for a button that opens nothing yet. `formula`: what the address is to be computed by; names fields as `{fld…}`. */
export interface ButtonOptions {
  label: string;
  url: string | null;
  formula?: string;
}

/** Part of a prompt: text as it stands, or a field whose cell stands there. */
export type PromptPart = string | { field: { fieldId: string } };

export interface AiTextOptions {
  prompt: PromptPart[];
  /** The fields of the prompt. */
  referencedFieldIds: string[];
}

export interface CreatedTimeOptions {
  result: InstantResult;
}

/** `referencedFieldIds`: the fields watched; empty or absent means all. */
export interface LastModifiedByOptions {
  referencedFieldIds?: string[];
}

export interface LastModifiedTimeOptions {
  isValid: boolean;
  referencedFieldIds: string[];
  result: InstantResult;
}

/** What the server derives from the base. */
interface Validity {
  /** False where something that the field reads is not there. */
  isValid: boolean;
  /** Why it is not valid, for people. */
  reason?: string;
}

interface Derived extends Validity {
  /** null where the field is not valid. */
  result: FieldResult | null;
}

export interface FormulaOptions extends Derived {
  /** Names fields as `{fld…}`. */
  formula: string;
  /** How results are to be shown, where it fits them. */
  format?: FieldResult;
  referencedFieldIds: string[];
}

export interface LookupOptions extends Derived {
  recordLinkFieldId: string;
  fieldIdInLinkedTable: string;
  /** Formula over the linked record: only those it keeps are looked up. */
  filter?: string;
}

export interface RollupOptions extends LookupOptions {
  /** Formula over `values`. */
  formula: string;
  format?: FieldResult;
  referencedFieldIds: string[];
}

export interface CountOptions extends Validity {
  recordLinkFieldId: string;
  filter?: string;
}

/** The stored (read) form of the options, by type name. */
export interface FieldOptions {
  singleLineText: NoOptions;
  multilineText: NoOptions;
  richText: NoOptions;
  email: NoOptions;
  url: NoOptions;
  phoneNumber: NoOptions;
  number: NumberOptions;
  percent: NumberOptions;
  currency: CurrencyOptions;
  duration: DurationOptions;
  rating: RatingOptions;
  checkbox: CheckboxOptions;
  date: DateOptions;
  dateTime: DateTimeOptions;
  singleSelect: SelectOptions;
  multipleSelects: SelectOptions;
  singleCollaborator: NoOptions;
  multipleCollaborators: NoOptions;
  multipleRecordLinks: LinkOptions;
  multipleAttachments: AttachmentOptions;
  barcode: NoOptions;
  button: ButtonOptions;
  aiText: AiTextOptions;
  externalSyncSource: SelectOptions;
  autoNumber: NoOptions;
  createdTime: CreatedTimeOptions;
  createdBy: NoOptions;
  lastModifiedTime: LastModifiedTimeOptions;
  lastModifiedBy: LastModifiedByOptions | undefined;
  formula: FormulaOptions;
  rollup: RollupOptions;
  count: CountOptions;
  multipleLookupValues: LookupOptions;
}
