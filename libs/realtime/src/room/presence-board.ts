import type { ClientFrame, PresenceSession } from '@pyairtable/contracts';

type Whereabouts = Extract<ClientFrame, { t: 'presence' }>;

/** Sessions shown at most; a base with more people shows those who moved last. */
const MAX_SESSIONS = 200;

/** Who is where in a base. Kept apart from changes: it is never stored, and only the newest state matters. */
export class PresenceBoard {
  readonly #sessions = new Map<string, PresenceSession>();

  /** True when the board shows something else now. */
  place(sessionId: string, user: PresenceSession['user'], { tableId, cell }: Whereabouts): boolean {
    const before = this.#sessions.get(sessionId);
    const same =
      before?.tableId === tableId &&
      before.cell?.recordId === cell?.recordId &&
      before.cell?.fieldId === cell?.fieldId;
    if (same) return false;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, { sessionId, user, tableId, cell });
    return true;
  }

  remove(sessionId: string): boolean {
    return this.#sessions.delete(sessionId);
  }

  sessions(): PresenceSession[] {
    return [...this.#sessions.values()].slice(-MAX_SESSIONS);
  }
}
