import type { OpResult } from '@pyairtable/contracts';
import { noteSignedOut } from '@/auth/signed-out';
import { whoIsSignedIn } from '@/auth/who-is-signed-in';
import { tellRefused } from '@/base/tell-refused';
import { request, RequestError } from '@/http/request';
import { isBaseOpen } from './open-bases';
import { claimWaiting, dropWaiting, waitingEdits } from './waiting-edits';

/** A page that is open elsewhere has its answer by then; asking again would do no harm, and cost a request. */
const SETTLED_WITHIN_MS = 5_000;

const isPassing = ({ status }: RequestError): boolean =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;

/**
 * Sends what waits of bases that are not open on this page, in order, each under its own id: one that was carried out
 * before changes nothing. Stops at the first that cannot be sent at the moment, and where somebody else, or nobody, is signed in by
 * now: each goes in the name of whoever made it, or stays. What takes something back, and what waits behind it, stays for the base's own
 * page, which hears from the log what others have written since.
 */
export async function sendWaiting(userId: string): Promise<void> {
  const stuck = new Set<string>();
  for (const { key, baseId, at, op, takesBack } of waitingEdits(userId)) {
    if (takesBack) stuck.add(baseId);
    if (isBaseOpen(baseId) || stuck.has(baseId) || Date.now() - at < SETTLED_WITHIN_MS) continue;
    if (!(await isStill(userId))) return;
    // Asking took a moment, and so did those before it.
    if (!claimWaiting({ key, baseId })) continue;
    try {
      await request<OpResult>('POST', `/v1/bases/${baseId}/ops`, op);
      dropWaiting(key);
    } catch (error) {
      if (error instanceof RequestError && !isPassing(error)) {
        dropWaiting(key);
        tellRefused({ op, error });
        continue;
      }
      if (error instanceof RequestError && (error.status === 0 || error.status === 401)) return;
      stuck.add(baseId);
    }
  }
}

/** Whether the browser's cookie, which other pages change, is that person's; false also while that cannot be found out. */
async function isStill(userId: string): Promise<boolean> {
  try {
    if ((await whoIsSignedIn()) === userId) return true;
    noteSignedOut();
    return false;
  } catch {
    return false;
  }
}
