import { type Change, isTextList, type RawCell } from '@pyairtable/contracts';
import type { Intent } from './step';

/** How choices of one field go and come back; what cannot be done is no matter. */
export interface ChoiceField {
  /** Takes away those of them that nothing uses by then. */
  drop(ids: readonly string[]): Promise<unknown>;
  /** Makes those of them again that are not there. */
  add(ids: readonly string[]): Promise<unknown>;
}

/** What may be ids of choices in cells. */
function* textsIn(cells: Readonly<Record<string, RawCell>>): Generator<string> {
  for (const cell of Object.values(cells))
    for (const id of isTextList(cell) ? cell : [cell]) if (typeof id === 'string') yield id;
}

/**
 * Choices that this browser made for what its person put into cells. The first act that does is the one they go with when it
 * is taken back, and come back with before it is done again.
 */
export class MadeChoices {
  readonly #fields = new Map<string, ChoiceField>();
  /** Those that no act has put into a cell yet. */
  readonly #unclaimed = new Set<string>();
  /** To be dropped once no op waits that uses them. */
  readonly #leaving = new Set<string>();
  /** That others have put into cells, or taken out: they may put them back, and the trash may. */
  readonly #others = new Set<string>();
  /** That may have been dropped. */
  readonly #gone = new Set<string>();
  /** To be there before the next op is sent. */
  readonly #wanted = new Set<string>();
  /** One request after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #coming = 0;
  readonly #onBack: () => void;

  /** `onBack`: choices that ops wait for are there, or cannot be. */
  constructor(onBack: () => void) {
    this.#onBack = onBack;
  }

  know(ids: readonly string[], field: ChoiceField): void {
    for (const id of ids) {
      this.#fields.set(id, field);
      this.#unclaimed.add(id);
    }
  }

  /** Those that the intents are the first to put into cells. */
  claim(intents: readonly Intent[]): string[] {
    if (this.#unclaimed.size === 0) return [];
    const claimed = new Set<string>();
    for (const intent of intents) {
      if (intent.kind !== 'records.create' && intent.kind !== 'records.update') continue;
      for (const { cells } of intent.records)
        for (const id of textsIn(cells)) if (this.#unclaimed.delete(id)) claimed.add(id);
    }
    return [...claimed];
  }

  /** A change that is not this browser's: those that it tells of stay. */
  changedByOthers({ changes }: Pick<Change, 'changes'>): void {
    if (this.#fields.size === 0) return;
    for (const part of changes) {
      if (part.kind !== 'records') continue;
      const { created = [], updated = [], deleted = [] } = part;
      const cells = [
        ...created.map((record) => record.cells),
        ...updated.flatMap(({ before, after }) => [before, after]),
        ...deleted.map(({ before }) => before),
      ];
      for (const id of cells.flatMap((one) => [...textsIn(one)])) {
        if (!this.#fields.has(id)) continue;
        this.#others.add(id);
        this.#leaving.delete(id);
      }
    }
  }

  /** What others have done is not known. */
  forget(): void {
    this.#leaving.clear();
  }

  /** The act that they were made for was taken back. */
  leave(ids: readonly string[]): void {
    for (const id of ids) {
      this.#wanted.delete(id);
      if (!this.#gone.has(id) && !this.#others.has(id)) this.#leaving.add(id);
    }
  }

  /** The act that they were made for is done again. */
  want(ids: readonly string[]): void {
    for (const id of ids) {
      this.#leaving.delete(id);
      if (this.#gone.has(id)) this.#wanted.add(id);
    }
  }

  /** No op waits: those that are to go can be judged. */
  drop(): void {
    const ids = [...this.#leaving];
    this.#leaving.clear();
    for (const id of ids) this.#gone.add(id);
    void this.#ask(ids, 'drop');
  }

  /** Whether ops can be sent: not while choices are on their way that they use. */
  get areThere(): boolean {
    if (this.#wanted.size > 0) {
      const ids = [...this.#wanted];
      this.#wanted.clear();
      for (const id of ids) this.#gone.delete(id);
      this.#coming += 1;
      void this.#ask(ids, 'add').then(() => {
        this.#coming -= 1;
        this.#onBack();
      });
    }
    return this.#coming === 0;
  }

  #ask(ids: readonly string[], what: keyof ChoiceField): Promise<unknown> {
    for (const field of new Set(ids.map((id) => this.#fields.get(id)))) {
      const own = ids.filter((id) => this.#fields.get(id) === field);
      this.#turn = this.#turn.then(() => field?.[what](own)).catch(() => undefined);
    }
    return this.#turn;
  }
}
