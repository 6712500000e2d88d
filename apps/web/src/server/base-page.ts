import type { BasePage } from '@pyairtable/contracts';
import { cache } from 'react';
import { fromBff } from './bff';

/** Reads all that a base's page needs in one call; once per request. */
export const readBasePage = cache((baseId: string, tableId?: string, viewId?: string) => {
  const query = new URLSearchParams({
    ...(tableId ? { table: tableId } : {}),
    ...(viewId ? { view: viewId } : {}),
  });
  return fromBff<BasePage>(`/bff/bases/${baseId}/page${query.size > 0 ? `?${query.toString()}` : ''}`);
});
