import { isId } from '@pyairtable/kernel';

/** What of a base an address points to. */
export interface BasePlace {
  tableId?: string;
  viewId?: string;
  recordId?: string;
}

/** Reads `/app…/tbl…/viw…?record=rec…`; parts that are no ids are left out. */
export function parseBasePlace(path: string, search: URLSearchParams): BasePlace {
  const [, , table, view] = path.split('/');
  const record = search.get('record');
  return {
    ...(isId('table', table) ? { tableId: table } : {}),
    ...(isId('view', view) ? { viewId: view } : {}),
    ...(isId('record', record) ? { recordId: record } : {}),
  };
}

/** The address of a place in a base. */
export function basePath(baseId: string, { tableId, viewId, recordId }: BasePlace): string {
  const path = ['', baseId, ...(tableId ? [tableId, ...(viewId ? [viewId] : [])] : [])].join('/');
  return recordId ? `${path}?record=${recordId}` : path;
}
