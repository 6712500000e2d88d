import type { Change, Field, Op } from '@pyairtable/contracts';
import { ActsUnderWay, type ActUnderWay, standsBehind } from './acts-under-way';
import { areAboutSame } from './about-same';
import { cellsTaken, convertIn } from './asleep';
import type { BegunAct, LateAct } from './begun-act';
import { type DueStep, firstDue, isBehind, pressesOf, type WaitingPresses } from './due-step';
import { convertedOf, isEmpty, isReady, stepsOf, tablesOf, type Act, type Entry, type Kind } from './entry';
import {
  inverseKept,
  keptInverse,
  type KeptInverse,
  keptStep,
  type KeptStep,
  stepKept,
} from './kept-inverse';
import { leaveField, leaveUnsent, notLeft } from './leave-field';
import type { MadeChoices } from './made-choices';
import { madeFor, madeWith } from './made-for';
import { notOvertaken } from './not-overtaken';
import { OpenInverses } from './open-inverses';
import { inverse, madeBy, newStep, originOf, replaced, type Intent, type Step } from './step';
import { slipUnder } from './slip-under';
import { takeWritten } from './take-written';

/** Where an act goes that takes another back: its stack, and the steps that its ops take back, in their order. */
export interface Turn {
  to: Kind;
  steps: readonly Step[];
  takesBack?: Entry;
  /** Choices that were made for it. */
  choices: readonly string[];
}

/** What became of a press: `waits` for what only the server's answer tells. */
export type StepFate = 'done' | 'waits' | 'nothing';

/** What a step of undo or redo came to. */
export interface TakenStep {
  tableIds: readonly string[];
  /** The view in which it shows, where it shows in no other. */
  viewId: string | undefined;
  /** Cells that stay as they are: others wrote them since, or their field has another type. */
  kept: number;
  /** How many of them are those of fields that have another type; absent: none. */
  converted?: number;
  /** False where nothing was left to do. */
  isDone: boolean;
}

export interface HistoryOptions {
  /** Submits the intents, each of which brings back as many records, as one act and records it in that turn. */
  run(intents: Intent[], turn: Turn, restored: readonly number[]): void;
  /** Takes ops back of which none was ever sent; false when one was, and then nothing is taken back. */
  withdraw(ops: readonly Op[]): boolean;
  choices: Pick<MadeChoices, 'changedByOthers' | 'claim' | 'forget' | 'leave' | 'want'>;
  /** Something was taken back, or done again. */
  onStep(kind: Kind, step: TakenStep): void;
  /** What can be undone or redone, or what waits, has changed apart from a call that asked for it. */
  onChange(): void;
}

const MAX_ENTRIES = 200;

/**
 * Undo and redo of one browser's own acts, as inverse ops: update ↔ update with the values before, create ↔ delete,
 * delete ↔ restore. What others wrote in between stays. A deletion is restored by the number of its change, so `undo`
 * on one that is not confirmed yet is remembered and runs then, in its turn. What was not even sent is not sent.
 */
export class History {
  readonly #undo: Entry[] = [];
  readonly #redo: Entry[] = [];
  readonly #byOp = new Map<string, { entry: Entry; step: Step }>();
  readonly #inverses = new OpenInverses();
  readonly #options: HistoryOptions;
  readonly #late = new Set<Entry>();
  /** Acts of pages before this one, of which ops were still to be sent: they cannot be taken back here. */
  readonly #former: Entry[] = [];
  #due: DueStep[] = [];
  #serial = 0;
  readonly #underWay = new ActsUnderWay(
    (act) => this.#putBack(act),
    () => {
      this.#retry();
      this.#options.onChange();
    },
  );
  /** The late act that is being done. */
  #doing: Entry | null = null;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0 || this.#waitingFor('undo') !== undefined;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0 || this.#waitingFor('redo') !== undefined;
  }

  /** What the next undo takes back: the same object for as long as it is that. */
  get last(): object | undefined {
    return this.#undo.at(-1);
  }

  /** Records an act. A new act of the person (`turn` absent) ends what could be redone. */
  record(ops: { op: Op; before: Step['before'] }[], turn?: Turn): void {
    const steps = ops.map(({ op, before }, index) => {
      const back = turn?.steps[index];
      return newStep(op, before, back && originOf(back));
    });
    const takesBack = turn?.takesBack;
    const choices = turn?.choices ?? this.#options.choices.claim(ops.map(({ op }) => op));
    const entry = this.#push({ steps, choices, ...(takesBack ? { takesBack } : {}) }, turn?.to);
    this.#know(entry, steps);
    if (!takesBack) return;
    this.#know(takesBack, turn.steps);
    for (const [index, { op }] of steps.entries()) {
      const step = turn.steps[index];
      if (step) this.#inverses.add(op.id, { step, kind: turn.to === 'redo' ? 'undo' : 'redo' });
    }
  }

  #know(entry: Entry, steps: readonly Step[]): void {
    for (const step of steps) this.#byOp.set(step.op.id, { entry, step });
  }

  /**
   * What of an op is to be sent, now that it can be: itself, something less, null for nothing; undefined while what it
   * takes back is on its way.
   */
  left(op: Op): Op | null | undefined {
    const found = this.#inverses.left(op);
    if (found && found.kept > 0) {
      const { kind, kept, left } = found;
      const isDone = left !== null;
      this.#options.onStep(kind, { tableIds: [], viewId: undefined, kept, isDone });
    }
    return found ? found.left : op;
  }

  /** Whether acts are still to be done that were begun, other than the one that is being done. */
  get isExpecting(): boolean {
    return [...this.#late].some((entry) => entry !== this.#doing);
  }

  /** Gives an act that is done later its place. */
  begin(late: LateAct): BegunAct {
    const entry = this.#beginWithin(late) ?? this.#push({ steps: [], late, choices: [] });
    this.#late.add(entry);
    const givenUp = new AbortController();
    const { giveUp } = late;
    if (giveUp)
      entry.late = {
        ...late,
        giveUp: () => {
          givenUp.abort();
          this.#end(entry);
          giveUp();
        },
      };
    return {
      signal: givenUp.signal,
      get isGivenUp() {
        return givenUp.signal.aborted;
      },
      do: (work) => {
        if (givenUp.signal.aborted) return;
        this.#doing = entry;
        try {
          work();
        } finally {
          this.#doing = null;
          this.#end(entry);
        }
      },
      end: () => {
        if (this.#late.has(entry)) givenUp.abort();
        this.#end(entry);
      },
    };
  }

  /** What a late act begins when it is done takes its place. */
  #beginWithin(late: LateAct): Entry | undefined {
    const doing = this.#doing;
    const at = doing && isEmpty(doing) ? this.#undo.indexOf(doing) : -1;
    if (!doing || at < 0) return undefined;
    const entry = { steps: [], late, serial: doing.serial, choices: [] };
    this.#undo.splice(at + 1, 0, entry);
    return entry;
  }

  #end(entry: Entry): void {
    if (!this.#late.delete(entry)) return;
    delete entry.late;
    if (isEmpty(entry)) this.#remove(entry);
    this.#retry();
  }

  /** What is to be done of an act that was begun, if one is being done: not what a later act was about. */
  notOvertaken(intents: readonly Intent[]): Intent[] {
    const doing = this.#doing;
    const later = doing ? this.#since(doing.serial).map(({ op }) => op) : [];
    return notOvertaken(intents, later, doing?.late?.joins === true);
  }

  /** Records something done outside of the log; the result forgets it, as what was refused. */
  recordAct(act: Act): () => void {
    this.#push({ steps: [], act, choices: [] });
    return () => {
      this.#underWay.forget(act);
      // Undone and redone it is another entry.
      for (const entry of this.#entries()) if (entry.act === act) this.#remove(entry);
      this.#retry();
    };
  }

  #push(made: Omit<Entry, 'serial'>, to?: Kind): Entry {
    const doing = this.#doing;
    const isItsPlace =
      doing && isEmpty(doing) && (doing.late?.joins ? this.#undo.at(-1) === doing : this.#isHeld(doing));
    if (to === undefined && isItsPlace) {
      const redone = this.#redo.flatMap(({ steps, unsent = [] }) => [
        ...steps.map(({ op }) => op),
        ...unsent,
      ]);
      // What was taken back since is not done again over it.
      if (
        areAboutSame(
          made.steps.map(({ op }) => op),
          redone,
        )
      )
        this.#forget(this.#redo.splice(0));
      return Object.assign(doing, made);
    }
    if (to === undefined) {
      this.#forget(this.#redo.splice(0));
      for (const due of this.#due) due.isOver = true;
      this.#underWay.endRedo();
    }
    const stack = this.#stack(to ?? 'undo');
    const entry = Object.assign(made, { serial: ++this.#serial });
    stack.push(entry);
    if (stack.length > MAX_ENTRIES) this.#forget(stack.splice(0, 1));
    return entry;
  }

  /** The op's change arrived: its number, and what it really replaced. */
  confirm(opId: string, seq: number, change?: Change): void {
    this.#endInverse(opId);
    const found = this.#byOp.get(opId);
    if (!found) return;
    const { entry, step } = found;
    step.seq = seq;
    delete entry.takesBack;
    for (const part of change?.changes ?? []) {
      if (part.kind !== 'records') continue;
      if (step.op.kind === 'records.restore' && part.created) {
        step.restored = { tableId: part.tableId, recordIds: part.created.map(({ id }) => id) };
      }
    }
    if (change && step.op.kind === 'records.update') replaced(step.op, step.before, change);
    // Settled without a change, in records that were not loaded: nobody knows of anything to take back.
    if (step.before.size > 0 && [...step.before.values()].every((cells) => cells === null)) this.reject(opId);
    else this.#retry();
  }

  /** A change that is not this browser's: what it wrote over cells of an act, or into records that it made, is not taken back with that. */
  changedByOthers(change: Change): void {
    const { opId } = change;
    if (opId !== undefined && this.#byOp.has(opId)) return;
    this.#options.choices.changedByOthers(change);
    takeWritten(this.#steps(), change);
  }

  /** Another op takes the place of one that was refused, in the same act. */
  replace(opId: string, op: Op): void {
    this.#inverses.replace(opId, op.id);
    const found = this.#byOp.get(opId);
    if (!found) return;
    this.#byOp.delete(opId);
    found.step.op = op;
    this.#byOp.set(op.id, found);
  }

  /** The op was refused: it cannot be undone, the rest of its act can. */
  reject(opId: string): void {
    this.#endInverse(opId);
    const found = this.#byOp.get(opId);
    if (!found) return;
    found.step.refused = true;
    this.#byOp.delete(opId);
    if (found.entry.steps.every(({ refused }) => refused)) {
      this.#remove(found.entry);
      this.#options.choices.leave(found.entry.choices);
    }
    this.#retry();
  }

  /** Forgets records that were made for an op alone that is refused, and answers what takes them away. */
  forgetMadeFor(opId: string): Intent[] {
    const refused = this.#byOp.get(opId)?.step;
    const found = refused ? madeFor(refused, this.#entries(), this.#steps()) : [];
    return found.map(({ step, rest, deletion }) => {
      if (rest) step.op = rest;
      else this.reject(step.op.id);
      return deletion;
    });
  }

  /** Whether a record is there by an act that stands, as far as anybody knows. */
  hasMade(recordId: string): boolean {
    return this.#undo.some((entry) => stepsOf(entry).some((step) => madeBy(step)?.ids.has(recordId)));
  }

  /** The op waits no more: what it took back, if anything, is over. */
  #endInverse(opId: string): void {
    const ended = this.#inverses.end(opId);
    if (ended) this.#byOp.delete(ended.step.op.id);
  }

  /** There is nothing to take back of it. */
  #remove(entry: Entry): void {
    for (const stack of [this.#undo, this.#redo]) {
      const position = stack.indexOf(entry);
      if (position >= 0) stack.splice(position, 1);
    }
    this.#due = this.#due.filter((due) => due.entry !== entry);
  }

  /**
   * A field got another type: what its cells were means nothing to it. It is put back where the field is what it was by then, if the
   * log has it by now: what is on its way may come to be told of with cells of either type.
   */
  convertField(before: Field, after: Field): void {
    const open = new Set(this.#inverses.steps());
    for (const step of this.#steps())
      if (step.seq !== undefined && !open.has(step)) convertIn(step, before, after);
      else leaveField(step, before.id);
    for (const entry of this.#entries()) if (entry.unsent) leaveUnsent(entry, entry.unsent, before.id);
  }

  /** Ids of ops that take something back and are not settled. */
  inverses(): string[] {
    return this.#inverses.ids();
  }

  /** What an op takes back, for a page to come that sends it: `last` is the last change that this one knows of. */
  kept(opId: string, last: number): KeptInverse | undefined {
    const inverse = this.#inverses.get(opId);
    return inverse && keptInverse(inverse, last);
  }

  /** Ids of ops that take that one back and are not settled. */
  takingBack(opId: string): string[] {
    return this.#inverses.of(opId);
  }

  /**
   * An op that another page made, and could not send, takes this back; it cannot be taken back here itself. `onlyLogged`: what
   * it takes back waits for no answer any more.
   */
  takeUp(opId: string, kept: KeptInverse, onlyLogged: boolean): void {
    const inverse = inverseKept(kept, onlyLogged);
    const { step } = inverse;
    this.#inverses.add(opId, inverse);
    this.#know({ steps: [step], serial: 0, choices: [] }, [step]);
  }

  /** What the act of an op made to be linked to by it, for a page to come that sends it. */
  madeWith(opId: string, last: number): KeptStep[] | undefined {
    const found = this.#byOp.get(opId);
    return found && madeWith(found.step, found.entry.steps)?.map((step) => keptStep(step, last));
  }

  /** An op that another page made, and could not send, with what it made for that. */
  takeUpMade(op: Op, made: readonly KeptStep[]): void {
    const steps = made.map((kept) => this.#byOp.get(kept.op.id)?.step ?? stepKept(kept));
    const entry = { steps: [...steps, newStep(op, new Map())], serial: 0, choices: [] };
    this.#former.push(entry);
    this.#know(entry, entry.steps);
  }

  /** What others have written in what former pages made is not known. */
  forgetFormer(): void {
    this.#forget(this.#former.splice(0));
  }

  /** Nothing can be taken back any more: what was done is not in the base's past. */
  clear(): void {
    this.#forget(this.#undo.splice(0));
    this.#forget(this.#redo.splice(0));
    this.#forget(this.#due.splice(0).map(({ entry }) => entry));
    this.forgetFormer();
    this.#underWay.clear();
    this.#inverses.clear();
    this.#options.choices.forget();
  }

  /** The page knows the log up to there. */
  heard(seq: number): void {
    this.#underWay.heard(seq);
  }

  /** Presses that wait; undefined where none does. */
  get waiting(): WaitingPresses | undefined {
    return pressesOf(this.#due);
  }

  /** What waits is not done: acts are as before the presses, but that nothing is redone after something new. */
  stopWaiting(isMeant: (due: DueStep) => boolean = () => true): void {
    const stopped = this.#due.filter(isMeant);
    this.#due = this.#due.filter((due) => !stopped.includes(due));
    for (const due of stopped.toReversed()) this.#giveBack(due);
  }

  /** The act stands where it stood before the press. */
  #giveBack({ entry, kind, isOver }: Pick<DueStep, 'entry' | 'kind' | 'isOver'>): void {
    if (kind === 'redo' && isOver) this.#forget([entry]);
    else this.#insert(entry, kind);
  }

  /** Puts an act before those of its stack that came after it. */
  #insert(entry: Entry, kind: Kind): void {
    const stack = this.#stack(kind);
    const at = stack.findIndex(({ serial }) => serial > entry.serial);
    stack.splice(at < 0 ? stack.length : at, 0, entry);
  }

  undo(): StepFate {
    return this.#step('undo');
  }

  redo(): StepFate {
    return this.#step('redo');
  }

  #entries(): Entry[] {
    return [...this.#undo, ...this.#redo, ...this.#due.map(({ entry }) => entry), ...this.#former];
  }

  #isHeld(entry: Entry): boolean {
    return this.#entries().includes(entry);
  }

  /** All that may still be taken back, or is being taken back. */
  #steps(): Set<Step> {
    return new Set([...this.#entries().flatMap(({ steps }) => steps), ...this.#inverses.steps()]);
  }

  #stack(kind: Kind): Entry[] {
    return kind === 'undo' ? this.#undo : this.#redo;
  }

  /** The press that was made last, where it waits and one of the other kind takes it back. */
  #waitingFor(kind: Kind): DueStep | undefined {
    const latest = this.#due.at(-1);
    return latest && latest.kind !== kind && !latest.isOver ? latest : undefined;
  }

  #step(kind: Kind): StepFate {
    const latest = this.#waitingFor(kind);
    if (latest) {
      // What still waits need not be done and undone.
      this.#due.pop();
      this.#insert(latest.entry, latest.kind);
      return 'done';
    }
    const entry = this.#stack(kind).pop();
    if (!entry) return 'nothing';
    if (entry.late?.giveUp) {
      const tableIds = tablesOf(entry);
      entry.late.giveUp();
      this.#options.onStep(kind, { tableIds, viewId: undefined, kept: 0, isDone: true });
      return 'done';
    }
    const press = { entry, kind, isOver: false };
    const waits = this.#underWay.holds(press) || this.#due.some((due) => isBehind(press, due));
    if (waits || !(this.#isWithdrawn(entry) || isReady(entry))) {
      this.#due.push({ ...press, serial: ++this.#serial });
      return 'waits';
    }
    this.#do(press);
    return 'done';
  }

  /** Whether the act was taken back before any of it was sent. */
  #isWithdrawn(entry: Entry): boolean {
    const ops = stepsOf(entry).map(({ op }) => op);
    if (entry.late || ops.length === 0 || !this.#options.withdraw(ops)) return false;
    for (const { id } of ops) this.#inverses.end(id);
    entry.withdrawn = ops;
    return true;
  }

  /** What the person has done since, and not taken back. */
  #since(serial: number): Step[] {
    return this.#undo.filter((entry) => entry.serial > serial).flatMap(stepsOf);
  }

  /** What was done since it was asked for stays. Answers what of it is on the other stack now; undefined where nothing was left to do. */
  #do({ entry, kind, isOver, serial = 0 }: Omit<DueStep, 'serial'> & { serial?: number }): Entry | undefined {
    const later = isOver ? this.#since(serial) : [];
    const to: Kind = kind === 'undo' ? 'redo' : 'undo';
    const before = this.#stack(to).at(-1);
    const tableIds = tablesOf(entry);
    const { choices } = entry;
    this.#forget([entry]);
    if (kind === 'redo') this.#options.choices.want(choices);
    const converted = convertedOf(entry);
    let kept = converted;
    let isDone = true;
    if (entry.act?.isFinal) {
      entry.act.undo();
      return undefined;
    }
    if (entry.act) {
      const done = entry.act[kind]();
      const made = this.#push({ steps: [], act: entry.act, choices }, to);
      this.#underWay.add({ kind, entry, made, isOver }, done);
    } else if (entry.withdrawn && entry.takesBack) this.#bringBack(entry.takesBack, to);
    else if (entry.withdrawn)
      this.#push({ steps: [], unsent: notLeft(entry.withdrawn), converted, choices }, to);
    else if (entry.unsent) {
      isDone = entry.unsent.length > 0;
      this.#options.run(entry.unsent, { to, steps: [], choices }, []);
    } else {
      const steps = stepsOf(entry);
      for (const step of steps) kept += cellsTaken(step);
      const turned = steps.toReversed().flatMap((step) => {
        const back = inverse(step);
        if (!back) return [];
        const [intent] = notOvertaken(
          [back],
          later.map(({ op }) => op),
          false,
        );
        if (kind === 'undo') slipUnder(back, intent, later);
        return intent ? { step, intent } : [];
      });
      isDone = turned.length > 0;
      const turn = { to, steps: turned.map(({ step }) => step), takesBack: entry, choices };
      this.#options.run(
        turned.map(({ intent }) => intent),
        turn,
        turned.map(({ step: { op } }) => (op.kind === 'records.delete' ? op.recordIds.length : 0)),
      );
    }
    if (kind === 'undo') this.#options.choices.leave(choices);
    const made = this.#stack(to).at(-1);
    this.#options.onStep(kind, { tableIds, viewId: entry.act?.viewId, kept, converted, isDone });
    return made === before ? undefined : made;
  }

  /** What was not taken back after all can be taken back as before. */
  #bringBack(entry: Entry, to: Kind): void {
    if (stepsOf(entry).length > 0) this.#know(this.#push(entry, to), stepsOf(entry));
  }

  /** It was not carried out: it stands where it stood, and presses behind it mean nothing. */
  #putBack(act: ActUnderWay): void {
    this.stopWaiting((due) => standsBehind(due, act));
    this.#remove(act.made);
    this.#giveBack(act);
  }

  #retry(): void {
    const isReadyNow = (due: DueStep) => isReady(due.entry) && !this.#underWay.holds(due);
    for (let due = firstDue(this.#due, isReadyNow); due; due = firstDue(this.#due, isReadyNow)) {
      this.#due.splice(this.#due.indexOf(due), 1);
      const made = this.#do(due);
      if (due.isOver && made) this.#moveBehind(made, due);
      this.#options.onChange();
    }
  }

  /** What was asked for before something new was done stands as if it had been done then. */
  #moveBehind(entry: Entry, { kind, serial }: DueStep): void {
    this.#remove(entry);
    if (kind === 'undo') this.#forget([entry]);
    else this.#insert(Object.assign(entry, { serial }), 'undo');
  }

  #forget(entries: readonly Entry[]): void {
    for (const { steps } of entries) for (const { op } of steps) this.#byOp.delete(op.id);
  }
}
