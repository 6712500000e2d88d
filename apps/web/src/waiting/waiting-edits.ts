import { isId } from '@pyairtable/kernel';
import type { KeptOp, Outbox } from '@pyairtable/realtime';
import type { Op } from '@pyairtable/contracts';
import type { Names } from './names-in';

const PREFIX = 'pyairtable.waiting/';
/** What a page writes that sends what another made has a key of its own: what one wrote the other cannot bring back. */
const CLAIMS = 'pyairtable.claimed/';

/** An op that the server has not answered yet, as this browser keeps it. */
export interface WaitingEdit extends KeptOp {
  key: string;
  baseId: string;
  /** When it was made: milliseconds, and ascending within a page. */
  at: number;
  /** What it names by ids, as its page knew that. */
  names: Names;
}

/** As it is stored. */
interface Kept extends Partial<KeptOp> {
  at?: unknown;
  names?: Names;
}

/** What is told by what others have written since: only the base's own page hears of that. */
export const isForBasePage = ({ takesBack, made }: Pick<WaitingEdit, 'takesBack' | 'made'>): boolean =>
  takesBack !== undefined || made !== undefined;

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
    const { at, op, takesBack, made, names = {} } = kept;
    return { key, baseId, at, op, names, ...(takesBack && { takesBack }), ...(made && { made }) };
  } catch {
    return null;
  }
}

const claimOf = (key: string): string => CLAIMS + key.slice(PREFIX.length);

/** Forgets one that was answered. */
export function dropWaiting(key: string): void {
  try {
    localStorage.removeItem(key);
    localStorage.removeItem(claimOf(key));
  } catch {
    return;
  }
}

/** Before a page sends one that it did not make. */
export function claimWaiting(key: string): void {
  try {
    localStorage.setItem(claimOf(key), '');
  } catch {
    // One that is sent although that cannot be said is still carried out once.
  }
}

/** Whether one still waits, a moment after it was claimed: by then this page sees it where whoever made it took it back. */
export function isWaiting(key: string): boolean {
  const waits = localStorage.getItem(key) !== null;
  if (!waits) dropWaiting(key);
  return waits;
}

/**
 * Takes some back that this page made, before any page sends them: they are gone first, and there again where one was claimed.
 * Whoever claims looks after that whether it is there, so never both do as they meant to.
 */
function withdrawWaiting(keys: readonly string[]): boolean {
  const texts = keys.map((key) => localStorage.getItem(key));
  if (texts.includes(null)) return false;
  for (const key of keys) localStorage.removeItem(key);
  if (keys.every((key) => localStorage.getItem(claimOf(key)) === null)) return true;
  try {
    for (const [index, key] of keys.entries()) localStorage.setItem(key, texts[index] ?? '');
  } catch {
    // Somebody else filled the place: those live as long as the page.
  }
  return false;
}

/** Forgets the claims of pages that went before they saw that what they claimed was gone. */
function dropOldClaims(own: string): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(claimOf(own)) && localStorage.getItem(PREFIX + key.slice(CLAIMS.length)) === null)
      localStorage.removeItem(key);
}

/** What ops name that wait on this page, by theirs. */
const namesByOp = new Map<string, Names>();

/** What an op names by ids that waits, or was answered in this breath. */
export const namesOf = (opId: string): Names => namesByOp.get(opId) ?? {};

/** Keeps the ops of one person in one base in this browser until the server has answered, with what `namesIn` says of them. */
export function baseOutbox(userId: string, baseId: string, namesIn: (op: Op) => Names = () => ({})): Outbox {
  const own = `${PREFIX}${userId}/${baseId}/`;
  const keyOf = (opId: string) => own + opId;
  /** When those of this page were made that the storage did not take: no other page has them. */
  const unkept = new Map<string, number>();
  return {
    load: (olderThanMs = 0) => {
      const before = Date.now() - olderThanMs;
      const kept = waitingEdits(userId).filter(
        ({ baseId: of, at }) => of === baseId && (olderThanMs === 0 || at <= before),
      );
      if (kept.length > 0) dropOldClaims(own);
      for (const { op, names } of kept) namesByOp.set(op.id, names);
      return kept.map(({ op, takesBack, made }) => ({
        op,
        ...(takesBack && { takesBack }),
        ...(made && { made }),
      }));
    },
    keep: (kept, insteadOf) => {
      const { id } = kept.op;
      const place = insteadOf === undefined ? null : read(keyOf(insteadOf), baseId);
      const at = place?.at ?? unkept.get(insteadOf ?? '');
      // It was taken back, or answered, meanwhile.
      if (insteadOf === id && at === undefined) return;
      if (at === undefined) lastAt = Math.max(Date.now(), lastAt + 1);
      // Of what takes the place of another the names may be gone by now.
      const names = { ...namesIn(kept.op), ...namesOf(insteadOf ?? '') };
      namesByOp.set(id, names);
      try {
        localStorage.setItem(keyOf(id), JSON.stringify({ at: at ?? lastAt, ...kept, names }));
        unkept.delete(id);
      } catch {
        // Storage is full or forbidden: the page asks before it is left, as it does for every edit without an answer.
        if (!place || insteadOf !== id) unkept.set(id, at ?? lastAt);
      }
    },
    claim: (opId) => claimWaiting(keyOf(opId)),
    isKept: (opId) => isWaiting(keyOf(opId)),
    withdraw: (opIds) => {
      const stored = opIds.filter((id) => !unkept.has(id));
      return withdrawWaiting(stored.map(keyOf));
    },
    drop: (opId) => {
      unkept.delete(opId);
      // Where it was refused that is told next.
      queueMicrotask(() => namesByOp.delete(opId));
      dropWaiting(keyOf(opId));
    },
  };
}
