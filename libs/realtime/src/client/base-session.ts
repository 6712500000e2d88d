import {
  type Change,
  type Field,
  type Op,
  type PermissionLevel,
  type PresenceSession,
  type RawCell,
  type SchemaChange,
  type Table,
} from '@pyairtable/contracts';
import { type BaseModel, shownModel } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { RowSource, ShownRow } from '../rows/row-source';
import { TableRows } from '../rows/table-rows';
import { BaseConnection } from './base-connection';
import type { BaseSessionOptions, Whereabouts } from './base-session-options';
import type { BegunAct, LateAct } from './begun-act';
import { definitions } from './definitions';
import type { WaitingPresses } from './due-step';
import type { Act } from './entry';
import { GoneRecords } from './gone-records';
import { History, type StepFate, type Turn } from './history';
import { restOfOp } from './rest-of-op';
import { LEFT_AFTER_MS, LeftOps } from './left-ops';
import { LinkedTitles } from './linked-titles';
import { type ActProgress, LongActs } from './long-acts';
import { blocksOf } from './op-size';
import { type ChoiceField, MadeChoices } from './made-choices';
import { type KeptOp, needsLog, type Outbox } from './outbox';
import type { ConnectionState, OpRejection, SessionEvent } from './session-event';
import { systemTimers, type Timers } from './socket';
import type { Intent } from './step';
import { TakenUp } from './taken-up';
import { valuesBefore } from './values-before';
import { withTypes } from './with-types';

/**
 * One browser's live view of one base: the connection, the open tables, and the person's own edits with undo and
 * redo. Edits show at once and are rolled back when the server refuses them. Created closed; call `open`, and `close`
 * when the page is left.
 */
export class BaseSession {
  readonly #connection: BaseConnection;
  readonly #history: History;
  readonly #timers: Timers;
  readonly #outbox: Outbox | undefined;
  readonly #tables = new Set<TableRows>();
  readonly #listeners = new Set<(event: SessionEvent) => void>();
  readonly #titles = new LinkedTitles();
  readonly #acts = new LongActs((opIds) => this.#withdraw(opIds));
  readonly #gone: GoneRecords;
  readonly #choices = new MadeChoices(() => this.#connection.flush());
  readonly #takenUp: TakenUp;
  /** Intents of the acts that are made as one; null while each is its own. */
  #together: Intent[] | null = null;
  #sessionId: string | null = null;
  #structure: readonly Table[] = [];
  /** Made of the structure when it is first asked for. */
  #model: BaseModel | undefined;
  readonly #left = new LeftOps();
  #isShown = true;
  #wasOpened = false;
  #permissionLevel: PermissionLevel;
  #presence: readonly PresenceSession[] = [];

  constructor(options: BaseSessionOptions) {
    this.#permissionLevel = options.permissionLevel;
    this.#timers = options.timers ?? systemTimers;
    this.#outbox = options.outbox;
    this.#gone = new GoneRecords(this.#timers);
    this.#takenUp = new TakenUp(options.outbox, this.#timers, () => this.#connection.flush());
    this.#history = new History({
      run: (intents, turn, restored) => this.#act(intents, turn, restored),
      withdraw: (ops) => {
        const opIds = ops.map(({ id }) => id);
        const isWithdrawn = this.#isUnsent(opIds);
        if (isWithdrawn) this.#letGo(opIds);
        return isWithdrawn;
      },
      choices: this.#choices,
      onStep: (kind, step) => this.#emit({ type: 'step', kind, ...step }),
      onChange: () => this.#emit({ type: 'history' }),
    });
    this.#connection = new BaseConnection({
      url: options.url,
      seq: options.seq,
      userId: options.userId,
      whoIsSignedIn: () => options.whoIsSignedIn(),
      openSocket: options.openSocket,
      timers: this.#timers,
      listener: {
        onState: (state) => this.#changedState(state),
        onReady: (ready) => this.#welcomed(ready),
        onChange: (change, own) => this.#applied(change, own),
        onSettled: (op, seq) => {
          this.#history.confirm(op.id, seq);
          this.#keepInverses(op.id);
          this.#settled(op);
        },
        onReject: (op, error) => this.#rejected(op, error),
        onTurn: (op) => this.#leftOf(op),
        onReplaced: (op, by) => this.#replaced(op, by),
        onPresence: (sessions) => {
          this.#presence = sessions.filter(({ sessionId }) => sessionId !== this.#sessionId);
          this.#emit({ type: 'presence' });
        },
        onUnheard: () => {
          const waiting = this.#history.inverses().filter((id) => this.#takenUp.has(id));
          this.#giveUp(waiting);
          for (const id of waiting) this.#history.reject(id);
          this.#history.forgetFormer();
        },
        onReload: (seq, since) => {
          const missed = seq !== since;
          if (missed) this.#startAnew();
          for (const table of this.#tables) table.restart(seq);
          this.#emit({ type: 'reload', missed, since, seq });
        },
      },
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** What this person may do on the base, as the server said last. */
  get permissionLevel(): PermissionLevel {
    return this.#permissionLevel;
  }

  /** The other sessions in the base, this person's other tabs included. */
  get presence(): readonly PresenceSession[] {
    return this.#presence;
  }

  /** Ops whose fate is not known yet. */
  get pendingCount(): number {
    return this.#connection.pending.size;
  }

  /** Since when the oldest of them waits, in milliseconds of the session's clock; undefined when none does. */
  get pendingSince(): number | undefined {
    return this.#connection.pending.since;
  }

  /** The oldest act under way that takes many ops, with how far it is; null when nothing takes long. */
  get act(): ActProgress | null {
    return this.#acts.current;
  }

  /** The act that the next undo takes back: the same object for as long as it is that one. */
  get lastAct(): object | undefined {
    return this.#history.last;
  }

  /**
   * Whether acts that were begun are still to be done, other than the one that is being done: what is shown need not be
   * what the person has asked for.
   */
  get isExpecting(): boolean {
    return this.#history.isExpecting;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Opens, also anew after the person signed in again. Ops that an earlier page kept are taken up first. */
  open(): void {
    this.#takeUp();
    this.#connection.open();
    this.#wasOpened = true;
  }

  /** Takes up what pages of the base that are gone could not send, as far as this one may judge it; call it every few seconds. */
  takeUpLeft(): void {
    const ids = this.state === 'online' ? this.#keptElsewhere().map(({ op }) => op.id) : [];
    if (!this.#left.areStill(ids, this.#timers.now())) return;
    this.#takeUp(LEFT_AFTER_MS);
    this.#takenUp.claim();
  }

  #takeUp(olderThanMs = 0): void {
    const kept = this.#keptByOthers(olderThanMs);
    if (kept.length === 0) return;
    for (const { id } of kept) this.#takenUp.add(id);
    this.#connection.submit(...kept);
    for (const table of this.#tables) table.pendingChanged(kept);
    this.#emit({ type: 'pending' });
  }

  #keptElsewhere(olderThanMs = 0): KeptOp[] {
    const { pending } = this.#connection;
    return (this.#outbox?.load(olderThanMs) ?? []).filter(({ op }) => !pending.has(op.id));
  }

  /** What an earlier page kept. What it took back is checked by the log since then, of which this page hears when it opens. */
  #keptByOthers(olderThanMs: number): Op[] {
    const { pending } = this.#connection;
    const kept = this.#keptElsewhere(olderThanMs);
    // Opened before it has heard the log: what that is to judge, and what waits behind it, is for the next to send.
    const end = this.#wasOpened ? kept.findIndex(needsLog) : -1;
    const own = end < 0 ? kept : kept.slice(0, end);
    const ids = new Set(own.map(({ op }) => op.id));
    for (const { op, takesBack, made = [] } of own) {
      this.#history.takeUpMade(op, made);
      for (const { last } of made) this.#connection.hearFrom(last);
      if (!takesBack) continue;
      const { id } = takesBack.op;
      this.#history.takeUp(op.id, takesBack, !pending.has(id) && !ids.has(id));
      this.#connection.hearFrom(takesBack.last);
    }
    return own.map(({ op }) => op);
  }

  /** Closes the connection and all open tables for good. Edits without an answer stay in the outbox, if there is one. */
  close(): void {
    this.#connection.close();
    this.#gone.close();
    this.#takenUp.close();
    for (const table of [...this.#tables]) table.close();
  }

  /** Tries at once instead of waiting; call it on the browser's `online` event and when the page becomes visible. */
  reconnectNow(): void {
    this.#connection.reconnectNow();
    for (const table of this.#tables) table.retryNow();
  }

  /** Trusts the present connection no longer; call it on the browser's `offline` event. */
  redial(): void {
    this.#connection.redial();
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Rows of a table in a view, kept live until its `close`. Open anew when the table's fields or the view's sort change. */
  openTable(source: RowSource): TableRows {
    const table: TableRows = new TableRows(source, {
      timers: this.#timers,
      last: () => this.#connection.last,
      pendingOps: () => this.#connection.pending.values(),
      model: () => (this.#model ??= shownModel(this.#structure)),
      isShown: () => this.#isShown,
      titles: () => this.#titles.all(),
      isGone: (recordId) => this.#gone.has(recordId),
      onClose: () => this.#tables.delete(table),
    });
    this.#tables.add(table);
    return table;
  }

  /**
   * The tables of the base as last read: formulas over cells of their own row are computed here by them. Names and views
   * make no difference.
   */
  setStructure(tables: readonly Table[]): void {
    const isSame = tables === this.#structure || definitions(tables) === definitions(this.#structure);
    this.#structure = tables;
    if (isSame) return;
    this.#model = undefined;
    for (const table of this.#tables) table.structureChanged();
  }

  /** Whether the page is in view: cells that follow the clock are read again only then. True until it is said. */
  setShown(isShown: boolean): void {
    this.#isShown = isShown;
    if (isShown) for (const table of this.#tables) table.look();
  }

  setPresence(whereabouts: Whereabouts): void {
    this.#connection.setPresence(whereabouts);
  }

  /**
   * Writes cells, raw values by field id; null clears. `titles`: texts of linked records that the values mention. More
   * records than one op takes go as several ops, in order, undone as one.
   */
  updateRecords(
    tableId: string,
    records: readonly { id: string; cells: Record<string, RawCell> }[],
    titles: Readonly<Record<string, string>> = {},
  ): void {
    this.#titles.remember(titles);
    this.#act(blocksOf(records).map((block) => ({ kind: 'records.update', tableId, records: block })));
  }

  /** Creates records at the end of the table and answers with their ids, given or not, which are theirs for good. */
  createRecords(
    tableId: string,
    records: readonly { id?: string; cells: Record<string, RawCell> }[],
    titles: Readonly<Record<string, string>> = {},
  ): string[] {
    this.#titles.remember(titles);
    const named = records.map(({ id = newId('record'), cells }) => ({ id, cells }));
    this.#act(blocksOf(named).map((block) => ({ kind: 'records.create', tableId, records: block })));
    return named.map(({ id }) => id);
  }

  deleteRecords(tableId: string, recordIds: readonly string[]): void {
    this.#act(blocksOf(recordIds).map((block) => ({ kind: 'records.delete', tableId, recordIds: block })));
  }

  /** Whether a record is there by an act of this page that was not taken back, nor refused as far as is known. */
  hasMade(recordId: string): boolean {
    return this.#history.hasMade(recordId);
  }

  /** Whether a record was deleted, or is to be by an op that waits. */
  isGone(recordId: string): boolean {
    const waiting = [...this.#connection.pending.values()];
    return (
      this.#gone.has(recordId) ||
      waiting.some((op) => op.kind === 'records.delete' && op.recordIds.includes(recordId))
    );
  }

  /** What `work` changes is one act: one press of undo takes it back. */
  asOneAct<T>(work: () => T): T {
    const intents: Intent[] = [];
    this.#together = intents;
    let made: T;
    try {
      made = work();
    } finally {
      this.#together = null;
    }
    this.#act(intents);
    return made;
  }

  /** Takes this browser's last act back, now or as soon as what that takes is known; other people's edits stay. */
  undo(): StepFate {
    const fate = this.#history.undo();
    this.#dropChoices();
    this.#emit({ type: 'history' });
    return fate;
  }

  redo(): StepFate {
    const fate = this.#history.redo();
    this.#emit({ type: 'history' });
    return fate;
  }

  /** Presses of undo and of redo that wait; undefined where none does. */
  get waiting(): WaitingPresses | undefined {
    return this.#history.waiting;
  }

  /** Takes no act back, and does none again, for which that was asked but which is not ready for it yet. */
  stopWaiting(): void {
    this.#history.stopWaiting();
    this.#emit({ type: 'history' });
  }

  /** Puts something that was done elsewhere, such as a view's new order, where undo and redo find it; the result takes it away. */
  recordAct(act: Act): () => void {
    const forget = this.#history.recordAct(act);
    this.#emit({ type: 'history' });
    return () => {
      forget();
      this.#emit({ type: 'history' });
    };
  }

  /** Choices that were made for what cells are to be given: they go and come back with the first act that gives them. */
  knowChoices(ids: readonly string[], field: ChoiceField): void {
    this.#choices.know(ids, field);
  }

  /** An act that is done later takes its place among the others: undo knows it from now on. */
  beginAct(late: LateAct): BegunAct {
    const begun = this.#history.begin(late);
    this.#emit({ type: 'history' });
    const told = (step: () => void) => {
      step();
      this.#emit({ type: 'history' });
    };
    return {
      signal: begun.signal,
      get isGivenUp() {
        return begun.isGivenUp;
      },
      do: (work) => told(() => begun.do(work)),
      end: () => told(() => begun.end()),
    };
  }

  /** A record of a table that is open, as shown; undefined where none has it. */
  recordOf(tableId: string, recordId: string): ShownRow | undefined {
    for (const table of this.#tables) {
      const row = table.tableId === tableId ? table.recordOf(recordId) : undefined;
      if (row) return row;
    }
    return undefined;
  }

  #act(asked: Intent[], turn?: Turn, restored: readonly number[] = []): void {
    if (this.#together) {
      this.#together.push(...asked);
      return;
    }
    const intents = turn ? asked : this.#history.notOvertaken(asked);
    if (intents.length === 0) return;
    const steps = intents.map((intent) => {
      const op = { ...withTypes(intent, this.#structure), id: crypto.randomUUID() } as Op;
      return { op, before: valuesBefore(op, (...of) => this.recordOf(...of)) };
    });
    const ops = steps.map(({ op }) => op);
    this.#history.record(steps, turn);
    this.#submit(ops, restored);
    this.#emit({ type: 'history' });
    this.#emit({ type: 'act' });
  }

  #submit(ops: readonly Op[], restored: readonly number[] = []): void {
    for (const op of ops) this.#keep(op);
    this.#acts.begin(ops, restored);
    this.#connection.submit(...ops);
    for (const table of this.#tables) table.pendingChanged(ops);
    this.#emit({ type: 'pending' });
  }

  #keep(op: Op, insteadOf?: string): void {
    const { last } = this.#connection;
    // Deleted records are brought back whatever others have written.
    const takesBack = op.kind === 'records.restore' ? undefined : this.#history.kept(op.id, last);
    const made = this.#history.madeWith(op.id, last);
    this.#outbox?.keep({ op, ...(takesBack && { takesBack }), ...(made && { made }) }, insteadOf);
  }

  /** More is known of an op: what takes it back is kept anew with that. */
  #keepInverses(opId: string): void {
    for (const id of this.#history.takingBack(opId)) {
      const op = this.#connection.pending.get(id);
      if (op) this.#keep(op, id);
    }
  }

  #applied(change: Change, own: Op | undefined): void {
    if (change.opId !== undefined) {
      this.#history.confirm(change.opId, change.seq, change);
      this.#keepInverses(change.opId);
    }
    if (!own) this.#history.changedByOthers(change);
    for (const { action, before, after } of schemaChanges(change))
      if (action === 'field.converted') this.#history.convertField(before as Field, after as Field);
    this.#gone.applied(change);
    for (const table of this.#tables) table.applyChange(change, own);
    if (change.changes.some(({ kind }) => kind === 'records')) this.#emit({ type: 'records' });
    for (const part of schemaChanges(change)) this.#emit({ type: 'schema', change: part });
    if (own) this.#ended(own);
    this.#history.heard(change.seq);
  }

  /** The base may have been brought back to what it was: what this page remembers of its past is not of this one. */
  #startAnew(): void {
    this.#gone.forget();
    this.#giveUp(this.#history.inverses());
    this.#history.clear();
    this.#emit({ type: 'history' });
  }

  /** What others have written meanwhile is not known: what is to take something back could take that, and is not sent again. */
  #giveUp(inverses: readonly string[]): void {
    const kept = inverses.filter((id) => this.#connection.pending.isUnsent(id)).length;
    this.#letGo(inverses);
    if (kept > 0)
      this.#emit({ type: 'step', kind: 'undo', tableIds: [], viewId: undefined, kept, isDone: false });
  }

  #rejected(op: Op, error: OpRejection): void {
    this.#gone.whatIsLeft(op, error, (left) => {
      if (left && left !== op) {
        // Somebody else deleted some of the records: the rest is done all the same.
        this.#history.replace(op.id, left);
        this.#keep(left, op.id);
        this.#keepInverses(left.id);
        this.#connection.submitNext(left);
        for (const table of this.#tables) table.pendingChanged([left]);
        this.#ended(op);
        return;
      }
      this.#refused(op);
      this.#connection.flush();
      this.#settled(op);
      if (left) this.#emit({ type: 'rejected', op, error });
    });
  }

  #dropChoices(): void {
    if (this.pendingCount === 0 && this.state === 'online') this.#choices.drop();
  }

  #leftOf(op: Op): Op | null | undefined {
    if (!this.#choices.areThere) return undefined;
    if (this.#takenUp.has(op.id)) {
      const isToBeSent = this.#takenUp.isToBeSent(op.id);
      if (!isToBeSent) return isToBeSent === false ? null : undefined;
    }
    const left = this.#history.left(op);
    // The server may have been given the op, also by another page: under its id it is that one.
    return left && left !== op ? restOfOp(op, left) : left;
  }

  /** Others wrote over what an op was to take back: less of it is done, or nothing. */
  #replaced(op: Op, by: Op | null): void {
    if (by) {
      this.#history.replace(op.id, by);
      this.#keep(by, op.id);
      this.#keepInverses(by.id);
    } else this.#refused(op);
    this.#settled(op);
  }

  /** The op is not carried out: there is nothing to take back, and what was made for it alone is taken away. */
  #refused({ id }: Op): void {
    for (const deletion of this.#history.forgetMadeFor(id))
      this.#submit([{ ...deletion, id: crypto.randomUUID() } as Op]);
    this.#history.reject(id);
    this.#keepInverses(id);
  }

  /** Takes back what was not sent yet of an act. */
  #withdraw(opIds: readonly string[]): Op[] {
    const withdrawn = this.#letGo(opIds.filter((id) => this.#isUnsent([id])));
    for (const op of withdrawn) this.#refused(op);
    this.#connection.flush();
    this.#emit({ type: 'history' });
    return withdrawn;
  }

  /** Whether no page has sent any of the ops of this one, and from now on none will. */
  #isUnsent(opIds: readonly string[]): boolean {
    const { pending } = this.#connection;
    return opIds.every((id) => pending.isUnsent(id)) && this.#outbox?.withdraw(opIds) !== false;
  }

  /** The ops are not sent, or not again. */
  #letGo(opIds: readonly string[]): Op[] {
    const ops = opIds.flatMap((id) => this.#connection.pending.settle(id) ?? []);
    for (const { id } of ops) {
      this.#outbox?.drop(id);
      this.#takenUp.delete(id);
    }
    for (const table of this.#tables) table.pendingChanged(ops);
    for (const op of ops) this.#acts.settle(op.id);
    this.#emit({ type: 'pending' });
    this.#emit({ type: 'act' });
    return ops;
  }

  #settled(op: Op): void {
    for (const table of this.#tables) table.pendingChanged([op]);
    this.#ended(op);
  }

  #ended(op: Op): void {
    this.#outbox?.drop(op.id);
    this.#takenUp.delete(op.id);
    this.#emit({ type: 'pending' });
    this.#emit({ type: 'history' });
    if (this.#acts.settle(op.id)) this.#emit({ type: 'act' });
    this.#dropChoices();
  }

  #welcomed({ sessionId, permissionLevel }: { sessionId: string; permissionLevel: PermissionLevel }): void {
    this.#sessionId = sessionId;
    this.#takenUp.claim();
    if (permissionLevel === this.#permissionLevel) return;
    this.#permissionLevel = permissionLevel;
    this.#emit({ type: 'access', permissionLevel });
  }

  #changedState(state: ConnectionState): void {
    if (state === 'online') for (const table of this.#tables) table.retryNow();
    this.#dropChoices();
    if (state !== 'online' && this.#presence.length > 0) {
      this.#presence = [];
      this.#emit({ type: 'presence' });
    }
    this.#emit({ type: 'state', state });
  }

  #emit(event: SessionEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

const schemaChanges = ({ changes }: Change): SchemaChange[] =>
  changes.filter((part): part is SchemaChange => part.kind === 'schema');
