import { aiText } from './ai-text/ai-text';
import { autoNumber } from './auto-number/auto-number';
import { barcode } from './barcode/barcode';
import { button } from './button/button';
import { checkbox } from './checkbox/checkbox';
import { count } from './count/count';
import { createdBy } from './created-by/created-by';
import { createdTime } from './created-time/created-time';
import { currency } from './currency/currency';
import { date } from './date/date';
import { dateTime } from './date-time/date-time';
import { duration } from './duration/duration';
import { email } from './email/email';
import { externalSyncSource } from './external-sync-source/external-sync-source';
import { formula } from './formula/formula';
import { lastModifiedBy } from './last-modified-by/last-modified-by';
import { lastModifiedTime } from './last-modified-time/last-modified-time';
import { multilineText } from './multiline-text/multiline-text';
import { multipleAttachments } from './multiple-attachments/multiple-attachments';
import { multipleCollaborators } from './multiple-collaborators/multiple-collaborators';
import { multipleLookupValues } from './multiple-lookup-values/multiple-lookup-values';
import { multipleRecordLinks } from './multiple-record-links/multiple-record-links';
import { multipleSelects } from './multiple-selects/multiple-selects';
import { number } from './number/number';
import { percent } from './percent/percent';
import { phoneNumber } from './phone-number/phone-number';
import { rating } from './rating/rating';
import { richText } from './rich-text/rich-text';
import { rollup } from './rollup/rollup';
import { singleCollaborator } from './single-collaborator/single-collaborator';
import { singleLineText } from './single-line-text/single-line-text';
import { singleSelect } from './single-select/single-select';
import { url } from './url/url';
import type { FieldOptions, FieldTypeName } from '@pyairtable/contracts';
import type { FieldType } from './field-type';

/** Every field type by name, each with its own options. */
export const fieldTypes: { readonly [N in FieldTypeName]: FieldType<FieldOptions[N]> } = {
  singleLineText,
  multilineText,
  richText,
  email,
  url,
  phoneNumber,
  number,
  percent,
  currency,
  duration,
  rating,
  checkbox,
  date,
  dateTime,
  singleSelect,
  multipleSelects,
  singleCollaborator,
  multipleCollaborators,
  multipleRecordLinks,
  multipleAttachments,
  barcode,
  button,
  aiText,
  externalSyncSource,
  autoNumber,
  createdTime,
  createdBy,
  lastModifiedTime,
  lastModifiedBy,
  formula,
  rollup,
  count,
  multipleLookupValues,
};

/** The type of that name, for callers that take options as they come from the schema. */
export const fieldType = (name: FieldTypeName): FieldType => fieldTypes[name];
