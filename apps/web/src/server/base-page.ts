import type { BasePage } from '@pyairtable/contracts';
import { fromBff } from './bff';

/** Reads all that a base's page needs in one call. */
export function readBasePage(baseId: string, tableId?: string, viewId?: string): Promise<BasePage> {
  const query = new URLSearchParams({
    ...(tableId ? { table: tableId } : {}),
    ...(viewId ? { view: viewId } : {}),
  });
  return fromBff<BasePage>(`/bff/bases/${baseId}/page${query.size > 0 ? `?${query.toString()}` : ''}`);
}
