import { appError } from '@pyairtable/contracts';
import type { Reader } from './asker';

interface Waiting {
  owner: string;
  admit: () => void;
}

/** A place that somebody has. */
export interface Place {
  readonly owner: string;
  leave(): void;
  /** It is another person's from here on, however many they have. */
  passTo(owner: string): void;
}

/**
 * Shares a number of places between people: whoever has some gets another only while more than those are free. One person
 * alone has half of them, however long the reads are and however many, and somebody who has none finds one.
 */
export class FairShares {
  private readonly held = new Map<string, number>();
  private waiting: Waiting[] = [];

  /** Whoever waits longer than that, if it is told, is turned away. */
  constructor(
    private free: number,
    private readonly waitedMs?: number,
  ) {}

  /** Runs `work` in a place; CLIENT_GONE when nobody waits for one any more, RATE_LIMIT_REACHED when it takes too long. */
  async inPlace<T>(reader: Reader, work: () => Promise<T>): Promise<T> {
    const place = await this.enter(reader);
    try {
      return await work();
    } finally {
      place.leave();
    }
  }

  /** Waits for a place; fails as above. */
  async enter({ userId, signal }: Reader): Promise<Place> {
    if (!this.mayEnter(userId)) await this.turn(userId, signal);
    else this.take(userId);
    const place = {
      owner: userId,
      leave: () => this.leave(place.owner),
      passTo: (next: string) => {
        this.take(next);
        this.leave(place.owner);
        place.owner = next;
      },
    };
    return place;
  }

  /** Somebody waits for a place. */
  get isAwaited(): boolean {
    return this.waiting.length > 0;
  }

  private mayEnter(owner: string): boolean {
    return (this.held.get(owner) ?? 0) < this.free;
  }

  private take(owner: string): void {
    this.free -= 1;
    this.held.set(owner, (this.held.get(owner) ?? 0) + 1);
  }

  private leave(owner: string): void {
    this.free += 1;
    const left = (this.held.get(owner) ?? 0) - 1;
    if (left > 0) this.held.set(owner, left);
    else this.held.delete(owner);
    this.admitWaiting();
  }

  /** Those who have waited longest come first, among those who may. */
  private admitWaiting(): void {
    this.waiting = this.waiting.filter(({ owner, admit }) => {
      if (!this.mayEnter(owner)) return true;
      this.take(owner);
      admit();
      return false;
    });
  }

  private turn(owner: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      let tooLong: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(tooLong);
        signal?.removeEventListener('abort', gone);
      };
      const giveUp = (why: 'CLIENT_GONE' | 'RATE_LIMIT_REACHED') => {
        end();
        this.waiting = this.waiting.filter((one) => one !== own);
        reject(appError(why));
      };
      const gone = () => giveUp('CLIENT_GONE');
      const own: Waiting = {
        owner,
        admit: () => {
          end();
          resolve();
        },
      };
      if (signal?.aborted) return gone();
      signal?.addEventListener('abort', gone, { once: true });
      if (this.waitedMs !== undefined)
        tooLong = setTimeout(giveUp, this.waitedMs, 'RATE_LIMIT_REACHED').unref();
      this.waiting.push(own);
    });
  }
}
