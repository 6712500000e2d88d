import { Turns } from './turns';

/** That one has the floor of a base. Nobody but a Floor makes one. */
class Held {
  // Makes the type one that nothing else is.
  protected readonly held = true;
}
export type HeldFloor = Held;

/**
 * Of each base one work at a time has the floor: plain writes, those of several statements, changes of structure. Who waits for
 * it holds no connection meanwhile, so that a base whose tables are locked keeps one of them, however many write to it.
 */
export class Floor {
  private readonly turns = new Turns();

  take<T>(baseId: string, work: (floor: HeldFloor) => Promise<T>): Promise<T> {
    return this.turns.take(baseId, () => work(new Held()));
  }
}
