import { isId } from '@pyairtable/kernel';
import type { KeptOp, Outbox } from '@pyairtable/realtime';

const PREFIX = 'pyairtable.waiting/';

/** An op that the server has not answered yet, as this browser keeps it. */
export interface WaitingEdit extends KeptOp {
  key: string;
  baseId: string;
  /** When it was made: milliseconds, and ascending within a page. */
  at: number;
  /** A page that did not make it sends it, or has: whoever made it cannot take it back unsent. */
  isClaimed: boolean;
}

/** As it is stored. */
interface Kept extends Partial<KeptOp> {
  at?: unknown;
  isClaimed?: unknown;
}

let lastAt = 0;

/** What of one person's waits, oldest first; another person's is never read. A browser that forbids storage keeps nothing. */
export function waitingEdits(userId: string): WaitingEdit[] {
  const own = `${PREFIX}${userId}/`;
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(own))
      .flatMap((key) => read(key, key.slice(own.length).split('/')[0] ?? '') ?? [])
      .sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

function read(key: string, baseId: string): WaitingEdit | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    if (!isId('base', baseId) || typeof kept?.at !== 'number' || typeof kept.op?.id !== 'string') return null;
    const { at, op, takesBack, isClaimed } = kept;
    return { key, baseId, at, op, ...(takesBack ? { takesBack } : {}), isClaimed: isClaimed === true };
  } catch {
    return null;
  }
}

/** Forgets one that was answered. */
export function dropWaiting(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}

/** Throws where the storage is full or forbidden. */
function store({ key, at, op, takesBack, isClaimed }: WaitingEdit): void {
  localStorage.setItem(key, JSON.stringify({ at, op, takesBack, ...(isClaimed ? { isClaimed } : {}) }));
}

/** Before a page sends one that it did not make; false where it is gone: whoever made it took it back, or it was answered. */
export function claimWaiting({ key, baseId }: Pick<WaitingEdit, 'key' | 'baseId'>): boolean {
  const kept = read(key, baseId);
  if (!kept) return false;
  try {
    if (!kept.isClaimed) store({ ...kept, isClaimed: true });
  } catch {
    // One that is sent although that cannot be said is still carried out once.
  }
  return true;
}

/** Keeps the ops of one person in one base in this browser until the server has answered. */
export function baseOutbox(userId: string, baseId: string): Outbox {
  const keyOf = (opId: string) => `${PREFIX}${userId}/${baseId}/${opId}`;
  /** Those of this page that the storage did not take: no other page has them. */
  const unkept = new Set<string>();
  return {
    load: () =>
      waitingEdits(userId)
        .filter((edit) => edit.baseId === baseId)
        .map(({ op, takesBack }) => ({ op, ...(takesBack ? { takesBack } : {}) })),
    keep: (kept, insteadOf) => {
      const place = insteadOf === undefined ? null : read(keyOf(insteadOf), baseId);
      const isAnew = insteadOf === kept.op.id;
      // It was taken back, or answered, meanwhile.
      if (isAnew && !place && !unkept.has(insteadOf)) return;
      if (!place) lastAt = Math.max(Date.now(), lastAt + 1);
      try {
        const isClaimed = isAnew && place?.isClaimed === true;
        store({ key: keyOf(kept.op.id), baseId, at: place?.at ?? lastAt, ...kept, isClaimed });
      } catch {
        // Storage is full or forbidden: the page asks before it is left, as it does for every edit without an answer.
        if (!isAnew) unkept.add(kept.op.id);
      }
    },
    claim: (opId) => claimWaiting({ key: keyOf(opId), baseId }),
    isClaimed: (opId) => !unkept.has(opId) && (read(keyOf(opId), baseId)?.isClaimed ?? true),
    drop: (opId) => {
      unkept.delete(opId);
      dropWaiting(keyOf(opId));
    },
  };
}
