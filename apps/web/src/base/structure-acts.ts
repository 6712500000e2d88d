import { ERRORS, type Field } from '@pyairtable/contracts';
import type { Act, BaseSession } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { KeyedRequest } from '@/http/keyed-request';
import { failureMessage, mayGoAgain, RequestError } from '@/http/request';

/** Where an act shows. */
export type Where = Pick<Act, 'tableId' | 'viewId'>;

/** Where an act shows, with the field that it is of. */
export type FieldWhere = Where & Partial<Pick<FieldStep, 'field'>>;

/** A field that undo or redo took away, brought back or changed. */
export interface FieldStep {
  done: 'Undone' | 'Redone';
  tableId: string | undefined;
  field: Pick<Field, 'id' | 'name'>;
}

/** Asks the server for a change of the base. */
export type Ask = <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<T>;

/** Takes an act back, or does it again; may answer the number of the entry in the log that does. */
export type StructureStep = (ask: Ask) => Promise<number | void>;

/** How often a step may fail at the server itself, which is no want of a connection or of time, before it is given up. */
const MOST_FAILURES = 2;

/** Answers that say that the same may be asked for again. */
const RETRYABLE = new Set<string>(
  Object.entries(ERRORS).flatMap(([type, { retryable }]) => (retryable ? [type] : [])),
);

const isServersFault = (error: unknown): boolean =>
  error instanceof RequestError && error.status >= 500 && !RETRYABLE.has(error.type);

/** Acts of the person on the structure as undo and redo know them: each is a request, and so is what takes it back. */
export class StructureActs {
  readonly #history: Pick<BaseSession, 'beginAct' | 'recordAct'>;
  readonly #ask: (requests: KeyedRequest) => Ask;
  readonly #onStep: (of?: FieldStep) => void;
  readonly #showHistory: () => void;

  /** `ask` makes what asks; `onStep` is called when something was taken back or done again, with the field that it is of; `showHistory` opens the base's. */
  constructor(
    history: Pick<BaseSession, 'beginAct' | 'recordAct'>,
    ask: (requests: KeyedRequest) => Ask,
    onStep: (of?: FieldStep) => void,
    showHistory: () => void,
  ) {
    this.#history = history;
    this.#ask = ask;
    this.#onStep = onStep;
    this.#showHistory = showHistory;
  }

  /** Records how an act is taken back and done again; the result forgets it. */
  record(
    { field, ...where }: FieldWhere,
    what: string,
    undo: StructureStep,
    redo: StructureStep,
  ): () => void {
    const step = (done: FieldStep['done']) => field && { done, tableId: where.tableId, field };
    const forget = this.#history.recordAct({
      ...where,
      undo: this.#taken(undo, `${what}: nothing was undone`, step('Undone'), () => forget()),
      redo: this.#taken(redo, `${what}: nothing was redone`, step('Redone'), () => forget()),
    });
    return forget;
  }

  #taken(
    step: StructureStep,
    title: string,
    of: FieldStep | undefined,
    forget: () => void,
  ): () => Promise<number | void> {
    // What has one intent, however often it is pressed for until it has an answer.
    const ask = this.#ask(new KeyedRequest());
    let failures = 0;
    return async () => {
      try {
        const seq = await step(ask);
        failures = 0;
        this.#onStep(of);
        return seq;
      } catch (error) {
        if (isServersFault(error)) failures += 1;
        const isGivenUp = failures >= MOST_FAILURES;
        const said = failureMessage(error);
        showToast({
          title,
          description: isGivenUp ? `${said} It is given up: the base’s history has it as it was.` : said,
          error: true,
          ...(isGivenUp ? { action: this.#toHistory } : {}),
        });
        // What may go another time is what the next press means.
        if (mayGoAgain(error) && !isGivenUp) throw error;
        // It was neither undone nor redone, and stands on neither side.
        forget();
        return undefined;
      }
    };
  }

  /**
   * Asks for what is recorded once it is answered: it stands among the person's acts where they asked for it, and undo
   * waits for the answer. Throws as `ask` does.
   */
  async late<T>(where: Where, ask: () => Promise<T>, record: (answer: T) => void): Promise<T> {
    const act = this.#history.beginAct(where);
    try {
      const answer = await ask();
      act.do(() => record(answer));
      return answer;
    } finally {
      act.end();
    }
  }

  /** Records what has no way back but the base's own history: undo says so, instead of taking back what came before. */
  recordFinal(where: Where, title: string): void {
    this.#history.recordAct({
      ...where,
      isFinal: true,
      undo: () =>
        void showToast({
          title,
          description: 'The base’s history has it as it was. The next undo takes back what came before.',
          action: this.#toHistory,
        }),
      redo: () => undefined,
    });
  }

  get #toHistory() {
    return { label: 'History', run: this.#showHistory };
  }
}
