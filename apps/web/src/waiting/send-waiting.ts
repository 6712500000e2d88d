import type { BaseSchema, OpResult } from '@pyairtable/contracts';
import { LEFT_AFTER_MS } from '@pyairtable/realtime';
import { noteSignedOut } from '@/auth/signed-out';
import { whoIsSignedIn } from '@/auth/who-is-signed-in';
import { tellRefused } from '@/base/tell-refused';
import { mayGoAgain, request, RequestError } from '@/http/request';
import { isBaseOpen } from './open-bases';
import { claimWaiting, dropWaiting, isForBasePage, isWaiting, waitingEdits } from './waiting-edits';

/** How often it is asked whether a base is there whose page is to send what waits. */
const ASKED_EVERY_MS = 30_000;
/** When it was last, of bases that were there. */
const askedAt = new Map<string, number>();

/**
 * Sends what waits of bases that are not open on this page, in order, each under its own id: one that was carried out
 * before changes nothing. Stops at the first that cannot be sent at the moment, and where somebody else, or nobody, is signed in by
 * now: each goes in the name of whoever made it, or stays. What takes something back, or has records that were made for it
 * and go where it is refused, stays with what waits behind it for the base's own page, which hears from the log what others have written since. A base that is gone, or closed to the person, has no page: all of it is
 * refused.
 */
export async function sendWaiting(userId: string): Promise<void> {
  const stuck = new Set<string>();
  const refused = new Map<string, RequestError>();
  for (const edit of waitingEdits(userId)) {
    const { key, baseId, at, op, names } = edit;
    if (isBaseOpen(baseId) || stuck.has(baseId) || Date.now() - at < LEFT_AFTER_MS) continue;
    if (isForBasePage(edit) && !refused.has(baseId)) {
      const error = await refusalOf(baseId);
      if (error) refused.set(baseId, error);
      else stuck.add(baseId);
    }
    if (stuck.has(baseId)) continue;
    claimWaiting(key);
    if (!(await isStill(userId))) return;
    // Asking took a moment, and so did those before it: where it was taken back that is seen by now.
    if (!isWaiting(key)) continue;
    try {
      const error = refused.get(baseId);
      if (error) throw error;
      await request<OpResult>('POST', `/v1/bases/${baseId}/ops`, op);
      dropWaiting(key);
    } catch (error) {
      if (error instanceof RequestError && !mayGoAgain(error)) {
        dropWaiting(key);
        tellRefused({ op, error, names });
        continue;
      }
      if (error instanceof RequestError && (error.status === 0 || error.status === 401)) return;
      stuck.add(baseId);
    }
  }
}

/** Why the person may not open a base; undefined where they may, or where that is not known at the moment. */
async function refusalOf(baseId: string): Promise<RequestError | undefined> {
  if (Date.now() - (askedAt.get(baseId) ?? -Infinity) < ASKED_EVERY_MS) return undefined;
  try {
    await request<BaseSchema>('GET', `/v1/bases/${baseId}`);
  } catch (error) {
    return error instanceof RequestError && !mayGoAgain(error) ? error : undefined;
  }
  askedAt.set(baseId, Date.now());
  return undefined;
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
