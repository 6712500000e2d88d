import type { BaseSchema, RowWindow } from '@pyairtable/contracts';
import { cache } from 'react';
import type { SessionUser } from '@/auth/auth-service';
import { fromBff } from './bff';

/** All that the first view of a base's page needs. */
export interface BasePagePayload {
  user: SessionUser;
  base: BaseSchema;
  /** The first rows of the table that opens; absent when the base has no table. */
  rows?: RowWindow;
}

/** Reads a base's page in one call; once per request. */
export const readBasePage = cache((baseId: string, tableId?: string, viewId?: string) => {
  const query = new URLSearchParams({ ...(tableId ? { table: tableId } : {}), ...(viewId ? { view: viewId } : {}) });
  return fromBff<BasePagePayload>(`/bff/bases/${baseId}${query.size > 0 ? `?${query.toString()}` : ''}`);
});
