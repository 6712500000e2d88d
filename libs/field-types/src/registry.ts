import type { FieldTypeName } from '@pyairtable/contracts';
import type { FieldType } from './field-type';
import { storageOf } from './storage';

type Shape = Pick<FieldType, 'name' | 'computed' | 'primary' | 'storage'>;

const COMPUTED: ReadonlySet<FieldTypeName> = new Set([
  'autoNumber',
  'createdTime',
  'createdBy',
  'lastModifiedTime',
  'lastModifiedBy',
]);
const PRIMARY: ReadonlySet<FieldTypeName> = new Set([
  'singleLineText',
  'multilineText',
  'email',
  'url',
  'phoneNumber',
  'number',
  'percent',
  'currency',
  'duration',
  'date',
  'dateTime',
  'autoNumber',
]);

/** The type of that name. */
export function fieldType(name: FieldTypeName): Shape {
  const storage: Shape['storage'] = storageOf[name];
  return { name, computed: COMPUTED.has(name), primary: PRIMARY.has(name), storage };
}
