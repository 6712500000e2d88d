import { appError, MAX_FIELDS } from '@pyairtable/contracts';
import type { ListRequest } from '@pyairtable/core';
import type { QueryParameters } from '../wire/query-parameters';
import { isObject, type JsonObject, optionalFlag, optionalText, requireKeys } from '../wire/json-shape';

/** The list parameters of a request, checked for shape; names are resolved later. */
export interface ListParameters extends ListRequest {
  byFieldId: boolean;
  cellFormat: CellFormat;
}

/** How cells are written: as JSON values, or as the text a person in that zone and locale would see. */
export type CellFormat = { kind: 'json' } | { kind: 'string'; timeZone: string; locale: string };

const MAX_PAGE_SIZE = 100;
const MAX_SORT_KEYS = 20;
/** Of a formula, and so of any text of a body: what is wrong with a long one is told as for a query, which has no limit of its own. */
const MAX_TEXT_LENGTH = 100_000;

const NAMES = [
  'pageSize',
  'maxRecords',
  'offset',
  'view',
  'sort',
  'filterByFormula',
  'fields',
  'cellFormat',
  'timeZone',
  'userLocale',
  'returnFieldsByFieldId',
  'recordMetadata',
  'includeDateDependencyMetadata',
  'method',
];

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

function integerBetween(value: number | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < least || value > most) throw invalid();
  return value;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** `string` needs both zone and locale; `json` ignores them. */
export function cellFormat(
  kind: string | undefined,
  timeZone: string | undefined,
  locale: string | undefined,
): CellFormat {
  if (kind === undefined || kind === 'json') return { kind: 'json' };
  if (kind !== 'string' || timeZone === undefined || locale === undefined || !isZone(timeZone))
    throw invalid();
  return { kind: 'string', timeZone, locale };
}

function sortKeys(values: unknown): ListRequest['sort'] {
  if (values === undefined || values === null) return undefined;
  if (!Array.isArray(values) || values.length > MAX_SORT_KEYS) throw invalid();
  return values.map((value) => {
    if (!isObject(value)) throw invalid();
    requireKeys(value, ['field', 'direction']);
    const { field, direction = 'asc' } = value;
    if (typeof field !== 'string' || (direction !== 'asc' && direction !== 'desc')) throw invalid();
    return { field, direction };
  });
}

function fieldNames(values: unknown): string[] | undefined {
  if (values === undefined || values === null) return undefined;
  if (!Array.isArray(values) || values.length > MAX_FIELDS) throw invalid();
  if (!values.every((value) => typeof value === 'string')) throw invalid();
  return values.length > 0 ? values : undefined;
}

interface Given {
  pageSize: number | undefined;
  maxRecords: number | undefined;
  offset: string | undefined;
  view: string | undefined;
  sort: unknown;
  fields: unknown;
  filterByFormula: string | undefined;
  recordMetadata: string[] | undefined;
  byFieldId: boolean;
  format: CellFormat;
}

function assemble(given: Given): ListParameters {
  if (given.recordMetadata?.some((kind) => kind !== 'commentCount')) throw invalid();
  return {
    pageSize: integerBetween(given.pageSize, 1, MAX_PAGE_SIZE) ?? MAX_PAGE_SIZE,
    maxRecords: integerBetween(given.maxRecords, 1, 2 ** 29) ?? null,
    // One importer starts with offset=0.
    offset: given.offset === '0' ? undefined : given.offset,
    view: given.view,
    filterByFormula: given.filterByFormula,
    sort: sortKeys(given.sort),
    fields: fieldNames(given.fields),
    byFieldId: given.byFieldId,
    cellFormat: given.format,
  };
}

/** Parameters of `GET /v0/{base}/{table}`; airtable.js calls the page size `limit` there. */
export function listParametersFromQuery(query: QueryParameters): ListParameters {
  query.only(...NAMES, 'limit');
  query.flag('includeDateDependencyMetadata');
  return assemble({
    pageSize: query.integer('pageSize') ?? query.integer('limit'),
    maxRecords: query.integer('maxRecords'),
    offset: query.text('offset'),
    view: query.text('view'),
    sort: query.objects('sort'),
    fields: query.list('fields'),
    filterByFormula: query.text('filterByFormula'),
    recordMetadata: query.list('recordMetadata'),
    byFieldId: query.flag('returnFieldsByFieldId'),
    format: cellFormat(query.text('cellFormat'), query.text('timeZone'), query.text('userLocale')),
  });
}

const number = (value: unknown): number | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw invalid();
  return value;
};

/** Parameters of `POST …/listRecords`; zone, locale and offset may stand in the query instead of the body. */
export function listParametersFromBody(body: JsonObject, query: QueryParameters): ListParameters {
  query.only('timeZone', 'userLocale', 'offset', 'method');
  requireKeys(body, NAMES);
  optionalFlag(body['includeDateDependencyMetadata']);
  const text = (name: string) => optionalText(body[name], MAX_TEXT_LENGTH) || undefined;
  return assemble({
    pageSize: number(body['pageSize']),
    maxRecords: number(body['maxRecords']),
    offset: text('offset') ?? query.text('offset'),
    view: text('view'),
    sort: body['sort'],
    fields: body['fields'],
    filterByFormula: optionalText(body['filterByFormula'], MAX_TEXT_LENGTH),
    recordMetadata: fieldNames(body['recordMetadata']),
    byFieldId: optionalFlag(body['returnFieldsByFieldId']),
    format: cellFormat(
      text('cellFormat'),
      text('timeZone') ?? query.text('timeZone'),
      text('userLocale') ?? query.text('userLocale'),
    ),
  });
}
