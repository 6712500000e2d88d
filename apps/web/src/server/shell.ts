import type { PageUser, WorkspaceSummary } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import { headers } from 'next/headers';
import { parseBasePlace } from '@/base/base-path';
import { readBasePage } from './base-page';
import { readHome } from './home';
import { PAGE_PATH_HEADER } from './page-path';

/** What the frame around every page shows. A base's page brings it along, so that it takes one call to bff. */
export async function readShell(): Promise<{ user: PageUser; workspaces: WorkspaceSummary[] }> {
  const path = (await headers()).get(PAGE_PATH_HEADER)?.split('?')[0] ?? '/';
  const baseId = path.split('/')[1];
  if (!isId('base', baseId)) return readHome();
  const { tableId, viewId } = parseBasePlace(path, new URLSearchParams());
  return readBasePage(baseId, tableId, viewId);
}
