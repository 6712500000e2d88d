import { HOUSE, type Reader } from './asker';
import { FairShares } from './fair-shares';

/** A person, or the house by itself. */
export type Writer = Reader | typeof HOUSE;

interface Place {
  works: number;
  entered: Promise<() => void>;
}

/**
 * Bounds in how many bases one person writes at a time: each may wait for what is locked with a connection in hand. In one base
 * they have one place, however much they write there. Who waits for a place has neither a turn nor the floor of the base.
 */
export class Writers {
  private readonly places = new Map<string, Place>();
  private readonly shares: FairShares;

  constructor(bases: number) {
    this.shares = new FairShares(bases);
  }

  async writing<T>(writer: Writer, baseId: string, work: () => Promise<T>): Promise<T> {
    if (writer === HOUSE) return work();
    const { userId } = writer;
    const key = `${userId} ${baseId}`;
    const place = this.places.get(key) ?? { works: 0, entered: this.shares.enter({ userId }) };
    this.places.set(key, place);
    place.works += 1;
    const leave = await place.entered;
    try {
      return await work();
    } finally {
      place.works -= 1;
      if (place.works === 0) {
        this.places.delete(key);
        leave();
      }
    }
  }
}
