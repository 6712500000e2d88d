import type { BaseSession } from '@pyairtable/realtime';
import { dismissToast, showToast } from '@pyairtable/ui';

/** What is over sooner needs no word about it. */
const QUIET_MS = 300;

const titleOf = (kind: 'undo' | 'redo', count: number): string => {
  const what = kind === 'undo' ? 'Undo' : 'Redo';
  return count === 1 ? `${what} waits` : `${what} waits, ${count.toLocaleString('en')} times`;
};

/** Says how often undo, or redo, was pressed and waits for what is under way, for as long as it does, and how not to do it. */
export class WaitingSteps {
  readonly #session: BaseSession;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: { title: string; toast: string } | null = null;
  #ends: (() => void) | null = null;

  constructor(session: BaseSession) {
    this.#session = session;
  }

  /** A press waits. */
  pressed(): void {
    if (this.#ends) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, QUIET_MS);
    this.#ends = this.#session.subscribe(({ type }) => {
      if (type === 'history') this.#look();
    });
  }

  #look(): void {
    const { waiting } = this.#session;
    if (!waiting) return this.#end();
    const title = titleOf(waiting.kind, waiting.count);
    if (this.#timer !== undefined || this.#shown?.title === title) return;
    this.#hide();
    const toast = showToast({
      title,
      description: 'It is done as soon as the change that is under way has its answer.',
      action: { label: 'Cancel', run: () => this.#session.stopWaiting() },
      underWay: true,
    });
    this.#shown = { title, toast };
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#ends?.();
    this.#ends = null;
    this.#hide();
  }

  #hide(): void {
    if (this.#shown) dismissToast(this.#shown.toast);
    this.#shown = null;
  }
}
