import type {
  Change,
  Op,
  RawCell,
  Row,
  RowCell,
  RowWindow,
  ViewGroup,
  ViewGroups,
} from '@pyairtable/contracts';
import { OwnFormulas, viewFollowsClock } from '@pyairtable/core';
import { CellRefresher } from './cell-refresher';
import { ChosenRows } from './chosen-rows';
import { ClockCells } from './clock-cells';
import { goneIn } from './gone-in';
import { HeldRecord } from './held-record';
import { KeptRecords } from './kept-records';
import { countBelow, idsShownAt, NOTHING_LIFTED } from './lifted-rows';
import { LiveGroups } from './live-groups';
import { MadeRows } from './made-rows';
import { movedGroup } from './moved-group';
import { NO_EDITS, type PendingEdits, pendingEdits, updatesIn } from './pending-edits';
import { isComputed, type LoggedRows, loggedRows } from './logged-rows';
import { linkFieldIds, withCells } from './raw-cells';
import type { PositionRange } from './position-ranges';
import type { Damage, RowSource, ShownRow, VisibleRows, WindowRequest } from './row-source';
import type { RowsHost } from './rows-host';
import { type ShownView, touchesGroups, type ViewRule, viewRule } from './view-rule';
import { WindowFetcher } from './window-fetcher';
import { WindowStore } from './window-store';

const DEFAULT_MAX_ROWS = 5_000;
/** With more ops than this on their way rows that may have moved are read when the last of them is done, not after each. */
const MAX_OPS_WITH_REREAD = 3;
const NO_FORMULAS = new OwnFormulas([]);
const NO_GROUPS: readonly ViewGroup[] = [];

/**
 * The rows of one table in one view as shown: windows of the server's rows, carried along by the log, under this
 * browser's pending edits. Indexes are what the grid shows, from 0 to `rowCount - 1`; a row that is not loaded is
 * undefined and arrives after `setVisible` covered it. Made by `BaseSession.openTable`.
 */
export class TableRows {
  readonly tableId: string;
  readonly #host: RowsHost;
  readonly #fields: RowSource['table']['fields'];
  readonly #rule: ViewRule;
  readonly #view: ShownView | undefined;
  /** Rows come and go as time passes. */
  #viewFollowsClock = false;
  readonly #links: ReadonlySet<string>;
  readonly #logged: LoggedRows;
  readonly #store: WindowStore;
  readonly #fetcher: WindowFetcher;
  readonly #refresher: CellRefresher;
  readonly #chosen: ChosenRows;
  readonly #kept: KeptRecords;
  readonly #held: HeldRecord;
  readonly #clock: ClockCells;
  readonly #groups: LiveGroups | null;
  /** Whether summaries are shown. */
  #isSummarised = false;
  /** Groups as shown, until something moves. */
  #shownGroups: readonly ViewGroup[] | null = null;
  readonly #made = new MadeRows();
  #visible: VisibleRows = { start: 0, end: 0 };
  readonly #listeners = new Set<(damage: Damage) => void>();
  readonly #shown = new Map<string, ShownRow>();
  #formulas = NO_FORMULAS;
  /** Fields whose cells follow the clock. */
  #volatile: string[] = [];
  #edits: PendingEdits = NO_EDITS;
  #unsaved: PendingEdits['created'] = [];
  /** Rows of the server whose deletion is pending. */
  #deletedCount = 0;
  /** The record that is held where neither a window nor an op has it: the first of those. */
  #apart: string | undefined;
  /** Positions of loaded rows whose deletion is pending, ascending. */
  #hidden: number[] = [];
  #placesHeld = false;

  constructor(source: RowSource, host: RowsHost) {
    const { table, view, first } = source;
    this.tableId = table.id;
    this.#host = host;
    this.#fields = table.fields;
    this.#rule = viewRule(view);
    this.#view = view;
    this.#links = linkFieldIds(table.fields);
    this.#logged = loggedRows(table, () => this.#formulas);
    this.#store = new WindowStore({
      tableId: table.id,
      rule: this.#rule,
      maxRows: source.maxRows ?? DEFAULT_MAX_ROWS,
      logged: this.#logged,
    });
    this.#fetcher = new WindowFetcher({
      store: this.#store,
      fetchWindow: (request) => this.#windowWithGroups(source, request),
      timers: host.timers,
      last: () => host.last(),
      end: () => this.#positionOf(this.#savedCount),
      onLoaded: (_, seq) => {
        this.#shown.clear();
        this.#groups?.show();
        this.#settleLayout();
        // The window may have been read before what was affected since.
        this.#refresh(this.#store.unsaidAfter(seq));
        this.#notify({ kind: 'all' });
      },
      isGrouped: this.#isGrouped,
      onTorn: () => {
        this.#placesHeld = false;
        this.#hold(false);
      },
      onFailure: () => this.#notify({ kind: 'all' }),
    });
    this.#refresher = new CellRefresher({
      fetchRows: source.fetchRows,
      timers: host.timers,
      last: () => host.last(),
      shownIds: (limit) => this.#store.idsIn(this.#fetcher.visible, limit),
      onRead: (rows, fieldIds, asOf) => this.#takeCells(rows, fieldIds, asOf),
    });
    this.#chosen = new ChosenRows({
      tableId: table.id,
      fetchIds: source.fetchIds,
      fetchRows: source.fetchRows,
      timers: host.timers,
      last: () => host.last(),
      isWaiting: () => this.#opsOnTheirWay() > 0,
      written: (recordId) => this.#edits.written.get(recordId),
      withCells: (cells, written, titles = host.titles()) => withCells(cells, written, this.#links, titles),
      idAt: (index) => {
        const position = this.#positionOf(index);
        return this.#store.isFresh(position) ? this.#store.rowAt(position)?.id : undefined;
      },
      shown: (recordId) => this.#loadedRow(recordId),
    });
    this.#kept = new KeptRecords({
      tableId: table.id,
      fieldIds: table.fields.map(({ id }) => id),
      logged: this.#logged,
      fetchRows: source.fetchRows,
      timers: host.timers,
      held: (recordId) => this.#freshRow(recordId),
      laidOver: (row, written) => this.#laidOver(row, written),
    });
    this.#held = new HeldRecord(this.#kept, () => this.#heldChanged());
    this.#clock = new ClockCells({
      timers: host.timers,
      isShown: () => host.isShown(),
      onDue: () => this.#refreshVolatile(),
    });
    const { fetchGroups } = source;
    this.#groups = fetchGroups
      ? new LiveGroups({
          fetchGroups,
          timers: host.timers,
          isGrouped: this.#isGrouped,
          areRowsDue: () => !this.#fetcher.holding && this.#fetcher.isBehind,
          areRowsHeld: (seq) => this.#fetcher.isBehind || seq > host.last(),
          onShown: (moved) => {
            if (moved) this.#made.forget((id) => this.#store.positionOf(id) !== undefined);
            this.#settleLayout();
            this.#notify({ kind: 'all' });
          },
        })
      : null;
    if (this.#isGrouped) this.#groups?.mark();
    this.#takeFormulas();
    if (first) this.#store.insert(first, host.last());
    this.#layOver();
  }

  /** Rows to show: the server's, without those deleted here, with those created here. 0 until a first window arrived. */
  get rowCount(): number {
    return this.#savedCount + this.#unsaved.length;
  }

  /** False until a first window and the groups arrived: show a loading state. */
  get loaded(): boolean {
    return this.#store.known && (this.#groups?.isSettled ?? true);
  }

  /**
   * Heads of the rows by index, in their order; [] where nothing groups, null where there are more than a view shows or they
   * cannot be read. The same array until something moves.
   */
  get groups(): readonly ViewGroup[] | null {
    if (!this.#isGrouped) return NO_GROUPS;
    const read = this.#groups?.shown?.groups;
    if (!read) return null;
    return (this.#shownGroups ??=
      this.#hidden.length === 0 && this.#made.lifted === NOTHING_LIFTED
        ? read
        : this.#made.withMade(read.map((group) => movedGroup(group, (position) => this.#placeOf(position)))));
  }

  /** What groups and summaries were read last, positions as the server has them; null before that. */
  get told(): ViewGroups | null {
    return this.#groups?.shown ?? null;
  }

  /** Says whether the view has summaries: without them, and without groups, nothing is read. */
  summarise(on: boolean): void {
    if (on && !this.#isSummarised) this.#groups?.mark();
    this.#isSummarised = on;
  }

  /** Shows a record that was just made here at the end of a group, by index, until it is read at its place. */
  showIn(group: number, recordId: string): void {
    this.#made.add(recordId, group);
    this.#settleLayout();
    this.#notify({ kind: 'all' });
  }

  /** Why windows cannot be read at the moment; they go on being tried, ever later. */
  get loadError(): Error | null {
    return this.#fetcher.failure;
  }

  /** The row at an index; undefined while it, or where it stands, is not loaded. The same object until something in it changes. */
  rowAt(place: number): ShownRow | undefined {
    return this.loaded ? this.#rowAt(this.#made.lifted.at(place)) : undefined;
  }

  #rowAt(index: number): ShownRow | undefined {
    if (index >= this.#savedCount) return this.#unsavedAt(index - this.#savedCount);
    const row = this.#store.rowAt(this.#positionOf(index));
    if (!row) return undefined;
    const known = this.#shown.get(row.id);
    if (known) return known;
    const written = this.#edits.written.get(row.id);
    const shown = written ? this.#laidOver(row, written) : row;
    this.#shown.set(row.id, shown);
    return shown;
  }

  /** Why a formula has no value in a row; undefined where the row does not say. */
  whyFault(row: Row, fieldId: string): string | undefined {
    return this.#formulas.reason(row, fieldId);
  }

  cellAt(index: number, fieldId: string): RowCell | undefined {
    return this.rowAt(index)?.cells[fieldId];
  }

  /** Index of a loaded record; undefined when it is not loaded or not shown. */
  indexOf(recordId: string): number | undefined {
    const index = this.loaded ? this.#ownIndexOf(recordId) : undefined;
    return index === undefined ? undefined : this.#made.lifted.placeOf(index);
  }

  /** Keeps a record live wherever it stands; `changed` is called when it may show something else. The result ends that. */
  keep(recordId: string, changed: () => void): () => void {
    return this.#kept.keep(recordId, changed);
  }

  /** A record that is loaded or kept, as shown. The same object until something in it changes. */
  recordOf(recordId: string): ShownRow | undefined {
    // A window that is to be read again may still have what is gone.
    if (this.isMissing(recordId)) return undefined;
    return this.#kept.shownOf(recordId, this.#edits.written.get(recordId)) ?? this.#loadedRow(recordId);
  }

  #loadedRow(recordId: string): ShownRow | undefined {
    const index = this.#ownIndexOf(recordId);
    return index === undefined ? undefined : this.#rowAt(index);
  }

  /** Whether a record that is kept is not there, or not any more. */
  isMissing(recordId: string): boolean {
    return this.#edits.deleted.has(recordId) || this.#kept.isMissing(recordId);
  }

  #freshRow(recordId: string): Row | undefined {
    const position = this.#store.positionOf(recordId);
    if (position !== undefined && this.#store.isFresh(position)) return this.#store.rowAt(position);
    const unsaved = this.#unsaved.findIndex(({ id }) => id === recordId);
    return unsaved < 0 || recordId === this.#apart ? undefined : this.#unsavedAt(unsaved);
  }

  /** Whether the record is held as the last row, though the view no longer has it. */
  isApart(recordId: string): boolean {
    return recordId === this.#apart;
  }

  #heldChanged(): void {
    const before = this.#apart;
    this.#settleLayout();
    if (before !== undefined || this.#apart !== undefined) this.#notify({ kind: 'all' });
  }

  /** Without regard to rows that are shown elsewhere than they stand. */
  #ownIndexOf(recordId: string): number | undefined {
    const unsaved = this.#unsaved.findIndex(({ id }) => id === recordId);
    if (unsaved >= 0) return this.#savedCount + unsaved;
    if (this.#edits.deleted.has(recordId)) return undefined;
    const position = this.#store.positionOf(recordId);
    return position === undefined ? undefined : position - countBelow(this.#hidden, position);
  }

  /** Whether the record was deleted while the session was open, and is not only not loaded. */
  isGone(recordId: string): boolean {
    return this.#host.isGone(recordId);
  }

  /** Says what is on screen. Cheap; call it on every scroll. */
  setVisible(visible: VisibleRows): void {
    this.#visible = visible;
    const { start, end, velocity, runs = [{ start, end }], around } = visible;
    const lifted = this.#made.lifted.indexes;
    const positions = (ranges: readonly PositionRange[]) => [
      ...ranges.map((range) => ({
        start: this.#positionOf(Math.max(0, range.start - lifted.length)),
        end: this.#positionOf(Math.max(range.start, range.end)),
      })),
      ...lifted
        .map((index) => this.#positionOf(index))
        .map((position) => ({ start: position, end: position + 1 })),
    ];
    this.#fetcher.want(positions(runs), velocity, around && ((rows) => positions(around(rows))));
  }

  /**
   * While a record that was made here is filled in, a sort must not carry it off: with `true` rows of a sorted view that
   * may have moved keep their places, a new one the last, until `false`; under heads, until others must be read to be shown.
   * The record that is named stays until then even where the view no longer has it, as the last row; `isApart`: it was
   * that in the rows before these.
   */
  holdPlaces(on: boolean, recordId?: string, isApart = false): void {
    this.#placesHeld = on;
    this.#held.hold(on ? recordId : undefined, isApart, (id) => this.#store.rowOf(id));
    this.#heldChanged();
    this.#holdOrNot();
  }

  /** Ids of the rows at indexes `start` up to `end`, loaded or not, in their order. Throws as ChosenRows does. */
  async chosenIds(start: number, end: number, signal: AbortSignal): Promise<string[]> {
    const { lifted } = this.#made;
    if (lifted === NOTHING_LIFTED) return this.#chosen.ids(start, end, signal);
    return idsShownAt(lifted, start, end, (from, to) => this.#chosen.ids(from, to, signal));
  }

  /** Fields of records, loaded or not; those that are gone are left out. `onProgress` counts what is here. */
  chosenRows(
    ids: readonly string[],
    fieldIds: readonly string[],
    signal: AbortSignal,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<Map<string, Row>> {
    return this.#chosen.rows(ids, fieldIds, signal, onProgress);
  }

  /** Calls `listener` whenever something shown changed; the result ends that. */
  subscribe(listener: (damage: Damage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Gives up running requests; the session forgets these rows. */
  close(): void {
    this.#fetcher.close();
    this.#refresher.close();
    this.#kept.close();
    this.#groups?.close();
    this.#clock.run(false);
    this.#listeners.clear();
    this.#host.onClose(this);
  }

  /** For the session: a change of the log, after the op it carries out left the pending list. */
  applyChange(change: Change, own: Op | undefined): void {
    // Before, not after: what a change brings stays until the next, for the page that made it goes on writing there.
    this.#fetcher.evict();
    this.#groups?.rowsGone(change.seq, this.#placesLost(change));
    const { moved, stale, written } = this.#store.apply(change);
    this.#kept.apply(change);
    this.#chosen.apply(change);
    if (this.#tellsGroups && touchesGroups((id) => this.#isTold(id), change, this.tableId))
      this.#groups?.mark(change.seq);
    const touched = [...written, ...updatesIn(own, this.tableId)];
    for (const { recordId } of touched) this.#shown.delete(recordId);
    // A record that comes back is another than the one that went.
    for (const id of goneIn(change, this.tableId).gone ?? []) this.#shown.delete(id);
    // Rows that are read again whole have what was affected.
    if (!stale || this.#fetcher.holding) this.#refresh(this.#logged.unsaid(change));
    if (own) this.#layOver();
    else if (moved) this.#settleLayout();
    if (moved) {
      this.#fetcher.pump();
      this.#notify({ kind: 'all', ...goneIn(change, this.tableId) });
    } else this.#notify({ kind: 'cells', cells: this.#cellsOf(touched) });
  }

  /** For the session: the pending list changed; `ops` came or went. */
  pendingChanged(ops: readonly Op[]): void {
    const own = ops.filter((op) => op.kind !== 'records.restore' && op.tableId === this.tableId);
    if (own.length === 0) return;
    this.#layOver();
    const touched = own.flatMap((op) => updatesIn(op, this.tableId));
    for (const { recordId } of touched) this.#shown.delete(recordId);
    if (own.every(({ kind }) => kind === 'records.update'))
      return this.#notify({ kind: 'cells', cells: this.#cellsOf(touched) });
    const deleted = own.flatMap((op) => (op.kind === 'records.delete' ? op.recordIds : []));
    const gone = deleted.filter((id) => this.#edits.deleted.has(id));
    this.#notify({ kind: 'all', ...(gone.length > 0 ? { gone } : {}) });
  }

  /** For the session: the structure was read anew. What computed cells are may have changed with it. */
  structureChanged(): void {
    this.#takeFormulas();
    this.#shown.clear();
    if (this.#tellsGroups) this.#groups?.mark();
    this.#refresh(this.#fields.filter(isComputed).map(({ id }) => id));
    this.retryNow();
    this.#notify({ kind: 'all' });
  }

  /** For the session: the page is in view again. */
  look(): void {
    this.#clock.look();
  }

  /** For the session: the log was interrupted and goes on after `seq`. */
  restart(seq: number): void {
    this.#store.restart(seq);
    this.#kept.mark();
    if (this.#tellsGroups) this.#groups?.mark(seq);
    this.#fetcher.retryNow();
  }

  /** For the session: the connection is back. */
  retryNow(): void {
    this.#fetcher.retryNow();
    this.#groups?.retryNow();
    this.#refresher.retryNow();
    this.#kept.retryNow();
  }

  /** Rows of the server less those whose deletion is pending: the loaded ones among them are hidden, the others stand last. */
  get #savedCount(): number {
    return Math.max(0, this.#store.total - this.#deletedCount);
  }

  #opsOnTheirWay(): number {
    const isHere = (op: Op) => op.kind === 'records.restore' || op.tableId === this.tableId;
    return [...this.#host.pendingOps()].filter(isHere).length;
  }

  #holdOrNot(): void {
    const isBusy = this.#opsOnTheirWay() > MAX_OPS_WITH_REREAD;
    this.#hold((this.#placesHeld || isBusy) && !this.#store.byCreation);
  }

  #hold(on: boolean): void {
    this.#groups?.hold(on);
    this.#fetcher.hold(on);
  }

  get #isGrouped(): boolean {
    return (this.#view?.groups?.length ?? 0) > 0;
  }

  get #tellsGroups(): boolean {
    return this.#isGrouped || this.#isSummarised;
  }

  /** Whether groups or summaries follow the cells of a field. */
  #isTold(fieldId: string): boolean {
    return this.#rule.reads.has(fieldId) || this.told?.kinds[fieldId] !== undefined;
  }

  /** Rows on screen that may have moved come together with the groups that they stand in then. */
  async #windowWithGroups(source: RowSource, request: WindowRequest): Promise<RowWindow> {
    const isReread = this.#store.rowAt(request.start) !== undefined;
    const window = await source.fetchWindow(request);
    if (isReread && this.#isGrouped) await this.#groups?.caughtUp(window.seq);
    return window;
  }

  /** Positions of loaded rows that the change deletes. */
  #placesLost(change: Change): number[] {
    const ids = new Set(this.#isGrouped ? (goneIn(change, this.tableId).gone ?? []) : []);
    return this.#store.positionsOf(ids).filter((position) => this.#store.isFresh(position));
  }

  /** The index of what stands from a position on, without regard to rows that were made in groups. */
  #placeOf(position: number): number {
    return position - countBelow(this.#hidden, position);
  }

  #positionOf(index: number): number {
    let position = index;
    for (const hidden of this.#hidden) if (hidden <= position) position += 1;
    return position;
  }

  #unsavedAt(index: number): ShownRow | undefined {
    const record = this.#unsaved[index];
    if (!record) return undefined;
    const { id } = record;
    if (id === this.#apart) return this.#kept.shownOf(id, this.#edits.written.get(id));
    const known = this.#shown.get(id);
    if (known) return known;
    const written = { ...record.cells, ...this.#edits.written.get(id) };
    const cells = withCells({}, written, this.#links, this.#host.titles());
    const row = { id, n: Number.POSITIVE_INFINITY, createdTime: '' };
    const shown: ShownRow = { ...row, cells: this.#formulas.cells({ ...row, cells }), unsaved: true };
    this.#shown.set(id, shown);
    return shown;
  }

  /** The row under pending cells, its own formulas computed over them. */
  #laidOver(row: Row, written: Readonly<Record<string, RawCell>>): Row {
    const cells = withCells(row.cells, written, this.#links, this.#host.titles());
    return { ...row, cells: this.#formulas.cells({ ...row, cells }, Object.keys(written)) };
  }

  #takeFormulas(): void {
    const model = this.#host.model();
    const table = model.tableById(this.tableId);
    this.#formulas = table ? OwnFormulas.of(table) : NO_FORMULAS;
    this.#volatile = this.#fields.flatMap(({ id }) => (model.dependents.volatile.has(id) ? [id] : []));
    this.#viewFollowsClock = !!table && !!this.#view && viewFollowsClock(this.#view, table);
    this.#clock.run(this.#volatile.length > 0 || this.#viewFollowsClock);
  }

  #refreshVolatile(): void {
    this.#refresh(this.#volatile);
    const isToldOf = this.#viewFollowsClock || this.#volatile.some((id) => this.#isTold(id));
    if (this.#tellsGroups && isToldOf) this.#groups?.mark();
    if (!this.#viewFollowsClock && !this.#volatile.some((id) => this.#rule.reads.has(id))) return;
    this.#store.staleAll();
    this.#fetcher.pump();
  }

  #layOver(): void {
    this.#edits = pendingEdits(this.tableId, this.#host.pendingOps());
    this.#settleLayout();
    this.#holdOrNot();
  }

  #settleLayout(): void {
    const { created, deleted, unmade } = this.#edits;
    this.#deletedCount =
      deleted.size - unmade.filter((id) => this.#store.positionOf(id) === undefined).length;
    this.#hidden = this.#store.positionsOf(deleted);
    for (const { id } of this.#unsaved) this.#shown.delete(id);
    // A window read before its change was delivered may show the record already.
    const apart = this.#held.apartFrom(this.#edits, this.#store);
    const unplaced = created.filter(({ id }) => this.#store.positionOf(id) === undefined);
    this.#unsaved = apart === undefined ? unplaced : [{ id: apart, cells: {} }, ...unplaced];
    this.#apart = apart;
    this.#shownGroups = null;
    this.#made.settle({
      groups: this.#groups?.shown?.groups ?? [],
      hidden: this.#hidden,
      indexOf: (id) => this.#ownIndexOf(id),
    });
    // What is shown elsewhere than it stands is held there, too.
    if (this.#made.lifted !== NOTHING_LIFTED) this.setVisible(this.#visible);
  }

  #refresh(fieldIds: readonly string[]): void {
    if (fieldIds.length === 0) return;
    this.#store.staleOutside(this.#fetcher.visible);
    this.#refresher.mark(fieldIds);
    this.#kept.mark();
    this.#fetcher.pump();
  }

  #takeCells(rows: readonly Row[], fieldIds: readonly string[], asOf: number): void {
    this.#store.refreshCells(rows, fieldIds, (recordId, fieldId) =>
      this.#store.writtenAfter(asOf, recordId, this.#logged.follows(fieldId) ? undefined : fieldId),
    );
    for (const { id } of rows) this.#shown.delete(id);
    this.#notify({ kind: 'cells', cells: this.#cellsOf(rows.map(({ id }) => ({ recordId: id, fieldIds }))) });
  }

  #cellsOf(
    written: readonly { recordId: string; fieldIds: readonly string[] }[],
  ): { row: number; columnId?: string }[] {
    return written.flatMap(({ recordId, fieldIds }) => {
      const row = this.indexOf(recordId);
      if (row === undefined) return [];
      return this.#logged.changedBy(fieldIds).map((columnId) => ({ row, columnId }));
    });
  }

  #notify(damage: Damage): void {
    this.#kept.settle();
    if (damage.kind === 'cells' && damage.cells.length === 0) return;
    for (const listener of [...this.#listeners]) listener(damage);
  }
}
