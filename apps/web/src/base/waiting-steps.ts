import type { BaseSession, WaitingPresses } from '@pyairtable/realtime';
import { dismissToast, showToast } from '@pyairtable/ui';

/** What is over sooner needs no word about it. */
const QUIET_MS = 300;

const titleOf = ({ undo, redo }: WaitingPresses): string => {
  if (undo > 0 && redo > 0) return 'Undo and redo wait';
  const [what, count] = undo > 0 ? ['Undo', undo] : ['Redo', redo];
  return count === 1 ? `${what} waits` : `${what} waits, ${count.toLocaleString('en')} times`;
};

const lostTitleOf = ({ undo, redo }: WaitingPresses): string =>
  undo > 0 && redo > 0 ? 'Undo and redo were not done' : `${undo > 0 ? 'Undo' : 'Redo'} was not done`;

/**
 * Says how often undo, and redo, were pressed and wait for what is under way, for as long as they do, and how not to do it;
 * and that they were not done, where the base is left before.
 */
export class WaitingSteps {
  readonly #session: BaseSession;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: { words: string; toast: string } | null = null;
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
      if (type === 'history' || type === 'state') this.#look();
    });
    this.#look();
  }

  #look(): void {
    const { waiting, state } = this.#session;
    if (!waiting) return this.#end();
    if (state === 'closed' || state === 'accessLost') return this.#left(waiting);
    const title = titleOf(waiting);
    const description =
      state === 'online'
        ? 'It is done as soon as the change that is under way has its answer.'
        : 'It is done as soon as the connection is back.';
    const words = `${title}: ${description}`;
    if (this.#timer !== undefined || this.#shown?.words === words) return;
    this.#hide();
    const toast = showToast({
      title,
      description,
      action: { label: 'Cancel', run: () => this.#session.stopWaiting() },
      underWay: true,
    });
    this.#shown = { words, toast };
  }

  /** Nobody is there any more who would do it. */
  #left(waiting: WaitingPresses): void {
    this.#end();
    this.#session.stopWaiting();
    showToast({
      title: lostTitleOf(waiting),
      description:
        this.#session.state === 'accessLost'
          ? 'You can no longer open the base.'
          : 'The base was left before the change that was under way had its answer.',
    });
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
