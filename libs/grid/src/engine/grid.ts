import { AddLine } from './add-line';
import { AriaMirror } from './aria';
import { sameLayout, columnWidth, computeLayout, columnX, visibleRows } from './geometry';
import type { Layout, Scroll } from './geometry';
import type { GridColumn } from './column';
import { fittingWidth } from './column-fit';
import { damageChanged, isPlacedAnew } from './changed-options';
import { Damage } from './damage';
import { Editing } from './editing';
import { followSelection } from './follow-selection';
import type { GridContext } from './grid-context';
import { Heads } from './heads';
import type { Hit } from './hit';
import { canAddRecord, layOutRows } from './lay-out-rows';
import type { CellEdit, EditOutcome, EditSource, GridOptions, GridWords, ReadRange, Rect } from './options';
import type { RowLayout } from './row-layout';
import { Painter } from './painter';
import { watchPixelRatio } from './pixel-ratio';
import { PointerInput } from './pointer';
import { RangeReport } from './range-report';
import type { Context2D, Pen } from './render/pen';
import { refuse } from './refuse';
import { RememberedSelection } from './remembered-selection';
import { RowMoving } from './row-moving';
import type { Scene } from './scene';
import { scrollHeadIntoView, scrollIntoView, scrollLineIntoView } from './scroll-into-view';
import { Scroller } from './scroller';
import { EMPTY_SELECTION, fitSelection, movingCorner, selectCell, type Extent } from './selection';
import type { CellPosition, CellRange, GridSelection } from './selection-types';
import { damageSelection } from './selection-damage';
import { SummaryReport } from './summary-report';
import { Ticking } from './ticking';
import { tooltipOf } from './tooltip';
import { Typing } from './typing';
import { whyLocked } from './why-locked';
import { ENGLISH } from './words';

/**
 * The canvas grid without a framework. It fills `root` (which must be positioned and sized), pulls cells through
 * `options.getCell` while painting, and reports intent through callbacks; it never holds or changes values.
 */
export class GridEngine implements GridContext {
  readonly damage = new Damage();
  readonly ticking: Ticking = new Ticking(this);
  readonly heads: Heads = new Heads(this);
  readonly addLine: AddLine = new AddLine(this);
  readonly moving: RowMoving = new RowMoving(this);
  words: GridWords;
  layout: Layout;
  selection: GridSelection = EMPTY_SELECTION;
  private hover: Hit = { area: 'outside' };
  private fill: CellRange | null = null;
  private copied: CellRange | null = null;
  private isFocused = false;
  private frame = 0;
  private rows: RowLayout | null = null;
  /** Where the cursor was last, for whoever goes on by key from where it ended; null of columns that are all new. */
  stoodAt: CellPosition | null = null;
  /** The active cell of which it was told that nothing can be written there. */
  private toldLocked: CellPosition | null = null;
  private readonly remembered = new RememberedSelection(this);
  /** A range to select once its last rows are there. */
  private coming: CellRange | null = null;
  private readonly range = new RangeReport();
  private draftWidth: { columnId: string; width: number } | null = null;
  private isAriaDue = true;
  private readonly summary = new SummaryReport();

  private readonly document: Document;
  private readonly canvas: HTMLCanvasElement;
  private readonly painter: Painter;
  private readonly scroller: Scroller;
  private readonly pointer: PointerInput;
  private readonly editing: Editing;
  readonly typing: Typing;
  private readonly aria: AriaMirror;
  private readonly observer: ResizeObserver;
  private readonly endPixelRatio: () => void;

  constructor(
    private readonly root: HTMLElement,
    public options: GridOptions,
    context?: Context2D,
  ) {
    this.document = root.ownerDocument;
    this.words = { ...ENGLISH, ...options.words };
    this.canvas = this.document.createElement('canvas');
    // A canvas takes font features from its own style: digits of equal width, so that numbers line up.
    this.canvas.style.cssText =
      'position:absolute;left:0;top:0;display:block;pointer-events:none;font-feature-settings:"tnum"';
    this.canvas.setAttribute('aria-hidden', 'true');
    const ctx = context ?? this.canvas.getContext('2d', { alpha: false });
    if (!ctx) throw new Error('This browser gives no 2D canvas.');
    this.painter = new Painter(this.canvas, ctx, options.theme);
    this.scroller = new Scroller(this.document, this.handleScroll, this.handleRest);
    this.typing = new Typing(this.document, this);
    this.editing = new Editing(this.document, this);
    this.aria = new AriaMirror(this.document, this, this.typing.element);
    // Geometry runs left to right in every language; text finds its own direction.
    root.dir = 'ltr';
    root.append(
      this.canvas,
      this.scroller.element,
      this.aria.element,
      this.typing.element,
      this.editing.layer,
    );
    this.layout = this.measureLayout();
    this.pointer = new PointerInput(this.scroller.element, this);
    this.typing.element.addEventListener('focus', this.handleFocus);
    this.typing.element.addEventListener('blur', this.handleBlur);
    this.observer = new ResizeObserver(this.relayout);
    this.observer.observe(root);
    this.endPixelRatio = watchPixelRatio(this.document, this.relayout);
    this.document.fonts?.addEventListener('loadingdone', this.handleFonts);
    this.applyThemeToDom();
    this.relayout();
  }

  get scroll(): Scroll {
    return this.scroller.scroll;
  }

  get extent(): Extent {
    return {
      rowCount: this.options.rowCount,
      columnCount: this.options.columns.length,
      rows: this.measureRows(),
    };
  }

  get isEditing(): boolean {
    return this.editing.isOpen;
  }

  get measuring(): Pen {
    return this.painter.measuring;
  }

  /** Takes changed options; only what differs is laid out or painted again. */
  update(changes: Partial<GridOptions>): void {
    const before = this.options;
    this.options = { ...before, ...changes };
    const { options } = this;
    if (options.words !== before.words) this.words = { ...ENGLISH, ...options.words };
    if (options.theme !== before.theme) {
      this.painter.setTheme(options.theme);
      this.applyThemeToDom();
    }
    damageChanged(this.damage, before, options);
    if (options.columns !== before.columns) this.draftWidth = null;
    if (isPlacedAnew(before, options)) this.follow(before.columns);
    if (this.coming && this.coming.bottom < options.rowCount) this.selectWhenThere(this.coming);
    this.relayout();
    this.isAriaDue = true;
    this.requestFrame();
  }

  /** Repaints cells whose values changed; without arguments everything. Cells are read again through `getCell`. */
  invalidate(cells?: readonly { row: number; columnId?: string }[]): void {
    this.ticking.lookAgain();
    if (!cells) {
      this.damage.addAll();
      this.follow(this.options.columns);
    }
    if (this.selection.active) this.remembered.activeKey ??= this.keyOf(this.selection.active.row);
    for (const { row, columnId } of cells ?? []) {
      if (columnId === undefined || this.options.rowColor) this.damage.addRow(row);
      else
        this.damage.addCell(
          row,
          this.options.columns.findIndex((column) => column.id === columnId),
        );
    }
    this.damage.addFooter();
    this.isAriaDue = true;
    this.summary.isDue = true;
    this.requestFrame();
  }

  /**
   * Unticks records that are gone. Of one under the cursor that the host's `isGone` knows, deleted by somebody else, no
   * cursor is left: keys meant for it must not reach its neighbour. After a deletion of one's own the neighbour has it.
   */
  forgetRows(keys: Iterable<string>): void {
    const gone = new Set(keys);
    this.ticking.forget(gone);
    const { remembered, selection } = this;
    const { activeKey } = remembered;
    if (activeKey === undefined || !gone.has(activeKey) || !selection.active) return;
    if (!this.isGone(activeKey)) remembered.activeKey = this.keyOf(selection.active.row);
    else {
      this.setSelection({ ...selection, active: null, range: null });
      this.announce(this.words.recordGone);
    }
  }

  /** Leaves but the cursor of what is selected: for a host that cannot say which records are gone. */
  forgetAllRows(): void {
    this.ticking.clear();
    this.setSelection(selectCell(this.selection, this.selection.active, this.extent));
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.typing.dispose();
    this.editing.abandon();
    this.observer.disconnect();
    this.scroller.dispose();
    this.pointer.dispose();
    this.endPixelRatio();
    this.document.fonts?.removeEventListener('loadingdone', this.handleFonts);
    this.root.replaceChildren();
  }

  scene(): Scene {
    const { options } = this;
    return {
      layout: this.layout,
      scroll: this.scroll,
      columns: options.columns,
      getCell: options.getCell,
      rowLabel: options.rowLabel ?? ((row) => String(row + 1)),
      rowColor: options.rowColor,
      rowNote: options.rowNote,
      columnSummary: options.columnSummary,
      groupHead: options.groupHead,
      groupSummary: options.groupSummary,
      headAt: this.heads.at,
      addLineAt: this.addLine.at,
      moveTarget: this.moving.target,
      canMoveRows: this.moving.isOffered,
      selection: this.selection,
      isAllTicked: () => this.ticking.isAll,
      isTicked: (row) => this.selection.rows.has(this.keyOf(row)),
      isFocused: this.isFocused || this.editing.isOpen || options.keepsActive === true,
      fill: this.fill,
      copied: this.copied,
      hover: this.hover,
      presence: options.presence ?? [],
      canEdit: !options.readonly && !!options.onEdits && !this.editing.isOpen,
      canExpand: !!options.onExpandRow,
      isTouched: this.pointer.isTouch,
      hasColumnMenu: !!options.onColumnMenu,
      hasSummaryMenu: !!options.onSummaryMenu,
      words: this.words,
    };
  }

  keyOf(row: number): string | undefined {
    if (row < 0 || row >= this.options.rowCount) return undefined;
    return this.options.rowKey ? this.options.rowKey(row) : String(row);
  }

  rowOf(key: string): number | undefined {
    return this.options.rowKey ? this.options.findRow?.(key) : Number(key);
  }

  isGone(key: string): boolean {
    return this.options.isGone?.(key) ?? false;
  }

  chosenKey(row: number): string | undefined {
    return this.remembered.keyAt(row, this.selection);
  }

  get mayHoldOthers(): boolean {
    return this.remembered.mayHoldOthers;
  }

  requestFrame(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.paint);
  }

  choose(selection: GridSelection, reveal = false): void {
    this.ticking.leave();
    this.setSelection(selection, reveal);
  }

  setSelection(selection: GridSelection, reveal = false, isFollowed = false): void {
    if (selection === this.selection) return;
    const before = this.selection;
    this.selection = selection;
    damageSelection(this.damage, before, selection, (key) => this.rowOf(key));
    const { active, range } = selection;
    if (active) {
      this.heads.leave();
      this.addLine.leaveFor(active.row);
    } else if (before.active) this.stoodAt = before.active;
    this.remembered.take(selection, before, isFollowed);
    // Whoever has gone on selects no rows that come later.
    if (range !== before.range) this.coming = null;
    if (reveal) {
      const corner = movingCorner(selection) ?? active;
      if (corner) this.reveal(corner);
    }
    this.isAriaDue = true;
    this.summary.isDue = true;
    this.options.onSelectionChange?.(selection);
    this.requestFrame();
  }

  setHover(hover: Hit): void {
    const key = (hit: Hit): string =>
      'row' in hit ? `row ${hit.row} ${hit.area === 'row-header' ? hit.part : ''}` : JSON.stringify(hit);
    // A row lights up as one, its cells each have something to say.
    const told = tooltipOf(this, hover);
    if (this.scroller.element.title !== told) this.scroller.element.title = told;
    const before = this.hover;
    if (key(before) === key(hover)) return;
    this.hover = hover;
    for (const hit of [before, hover]) {
      if ('row' in hit) this.damage.addRow(hit.row);
      else if ('group' in hit) this.damage.addGroup(hit.group);
      else if (hit.area === 'ghost-row') this.damage.addRow(this.options.rowCount);
      else if (hit.area === 'summary') this.damage.addFooter();
      else if (hit.area !== 'outside') this.damage.addHeader();
    }
    this.requestFrame();
  }

  setFill(fill: CellRange | null): void {
    this.damage.addRange(this.fill);
    this.damage.addRange(fill);
    this.fill = fill;
    this.requestFrame();
  }

  setCopied(range: CellRange | null): void {
    if (!range && !this.copied) return;
    this.damage.addRange(this.copied);
    this.damage.addRange(range);
    this.copied = range;
    this.requestFrame();
  }

  /** Makes one cell active and brings it into view, or the head that its row is folded into; null deselects. */
  select(position: CellPosition | null): void {
    if (position && this.heads.standFor(position)) return;
    this.addLine.leave();
    this.choose(selectCell(this.selection, position, this.extent), true);
  }

  /** The same for a cell of a record that was just added, whoever asked for it. */
  selectAdded(position: CellPosition): void {
    this.select(position);
    const { active } = this.selection;
    if (active) this.addLine.remember(active.row);
  }

  scrollTo(scroll: Scroll): void {
    this.scroller.moveTo(scroll);
  }

  reveal(position: CellPosition): void {
    const to = scrollIntoView(this.layout, this.scroll, position);
    if (to.left !== this.scroll.left || to.top !== this.scroll.top) this.scrollTo(to);
  }

  revealHead(group: number): void {
    const to = scrollHeadIntoView(this.layout, this.scroll, group);
    if (to.top !== this.scroll.top) this.scrollTo(to);
  }

  revealLine(line: { top: number; height: number }, level: number): void {
    const to = scrollLineIntoView(this.layout, this.scroll, line, level);
    if (to.top !== this.scroll.top) this.scrollTo(to);
  }

  revealColumn(column: number): void {
    const { left } = scrollIntoView(this.layout, this.scroll, { row: 0, column });
    if (left !== this.scroll.left) this.scrollTo({ ...this.scroll, left });
  }

  applyEdits(
    edits: readonly CellEdit[],
    source: EditSource,
    read?: ReadRange,
  ): EditOutcome | Promise<EditOutcome> {
    if (edits.length === 0) return undefined;
    const refuse = (outcome: EditOutcome): EditOutcome => {
      if (outcome && !outcome.ok) this.announce(this.words.refused(outcome.message));
      return outcome;
    };
    const outcome = this.options.onEdits?.(edits, source, read);
    this.invalidate(
      edits.length > 500 ? undefined : edits.map(({ row, column }) => ({ row, columnId: column.id })),
    );
    return outcome instanceof Promise ? outcome.then(refuse) : refuse(outcome);
  }

  selectWhenThere(range: CellRange): void {
    const { rowCount } = this.options;
    const active = { row: range.top, column: range.left };
    if (range.top < rowCount) {
      this.setSelection({
        ...this.selection,
        active,
        range: { ...range, bottom: Math.min(range.bottom, rowCount - 1) },
      });
    }
    this.coming = range.bottom < rowCount ? null : range;
  }

  openEditor(position: CellPosition, initialText: string | null): boolean {
    // What is folded away is not written to unseen.
    if (this.heads.standFor(position)) return false;
    const isOpen = this.editing.open(position, initialText);
    if (!isOpen) this.tellLocked(position);
    return isOpen;
  }

  tellLocked(position: CellPosition): void {
    const { active } = this.selection;
    const why = whyLocked(this.options, this.words, position);
    if (why === undefined || (active !== null && this.toldLocked === active)) return;
    this.toldLocked = active;
    refuse(this, why);
  }

  takeFocus(): void {
    if (this.document.activeElement !== this.typing.element)
      this.typing.element.focus({ preventScroll: true });
  }

  headerRect(column: number): Rect {
    const box = this.layout.columns[column];
    return {
      x: columnX(this.layout, this.scroll, column),
      y: 0,
      width: box?.width ?? this.layout.addColumnWidth,
      height: this.layout.headerHeight,
    };
  }

  summaryRect(column: number): Rect {
    const { footerHeight: height } = this.layout;
    return { ...this.headerRect(column), y: this.layout.height - height, height };
  }

  resizeColumn(column: number, width: number, final: boolean): void {
    const definition = this.options.columns[column];
    if (!definition || !this.options.onColumnResize) return;
    // Shown at once; the host's own width counts again as soon as it passes new columns.
    const shown = columnWidth(definition, width);
    // A press of the border alone is no act.
    const isSame = final && shown === columnWidth(definition);
    this.draftWidth = isSame ? null : { columnId: definition.id, width: shown };
    this.relayout();
    if (!isSame) this.options.onColumnResize(definition, shown, final);
  }

  autofit(column: number): void {
    const definition = this.options.columns[column];
    if (definition) this.resizeColumn(column, fittingWidth(this, definition), true);
  }

  announce(message: string): void {
    this.options.onAnnounce?.(message);
  }

  /** Keeps selection and editor on their records and columns when rows or columns come, go or move. */
  private follow(columnsBefore: readonly GridColumn[]): void {
    this.setCopied(null);
    const { options } = this;
    const { activeKey, range } = this.remembered;
    const hasColumn = (id?: string) => options.columns.some((column) => column.id === id);
    const columnBefore = columnsBefore[this.selection.active?.column ?? -1]?.id;
    const now = followSelection(
      this.selection,
      { activeKey, range, columns: columnsBefore },
      options.columns,
      this,
    );
    this.remembered.heedRowsThatCame(now);
    // Rows that have been loaded meanwhile are known from now on.
    if (now === this.selection && now.range)
      range?.learn(now.range, this, visibleRows(this.layout, this.scroll));
    // Where the column went, hidden by the person perhaps, the record is still here.
    else if (!now.active && hasColumn(columnBefore)) this.announce(this.words.recordGone);
    this.setSelection(now, false, true);
    if (!columnsBefore.some(({ id }) => hasColumn(id))) this.stoodAt = null;
    this.heads.follow();
    this.addLine.follow();
    this.setSelection(fitSelection(this.selection, this.extent));
    this.editing.follow();
  }

  private measureRows(): RowLayout {
    this.rows = layOutRows(this.options, this.rows);
    return this.rows;
  }

  private measureLayout(): Layout {
    const { options } = this;
    const view = this.document.defaultView;
    const { element } = this.scroller;
    const draft = this.draftWidth;
    const columns = draft
      ? options.columns.map((column) =>
          column.id === draft.columnId ? { ...column, width: draft.width } : column,
        )
      : options.columns;
    const rows = this.measureRows();
    return computeLayout({
      width: element.clientWidth,
      height: element.clientHeight,
      dpr: view?.devicePixelRatio || 1,
      rows,
      columns,
      hasFooter: !!options.columnSummary,
      hasGhostRow: canAddRecord(options) && !rows.heads,
      hasAddColumn: !!options.canAddColumn && !!options.onAddColumn,
    });
  }

  private readonly relayout = (): void => {
    const { rows } = this.layout;
    for (let attempt = 0; attempt < 2; attempt++) {
      const layout = this.measureLayout();
      const isSame = sameLayout(layout, this.layout);
      if (isSame && attempt > 0) break;
      // A new object means a full repaint, so an equal layout is dropped.
      if (!isSame) this.layout = layout;
      // Fitting the scroll range can make a scroll bar appear, which changes the width: measure once more.
      this.scroller.resize(this.layout);
    }
    if (this.layout.rows !== rows) {
      const top = this.heads.takeAnchor();
      if (top !== null && top !== this.scroll.top) this.scrollTo({ ...this.scroll, top });
    }
    this.editing.place();
    this.requestFrame();
  };

  private readonly paint = (): void => {
    this.frame = 0;
    if (this.layout.width === 0 || this.layout.height === 0) return;
    this.typing.ahead.look();
    this.pointer.refreshHover();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.painter.paint(this.scene(), this.damage);
    this.range.report(this.layout, this.scroll, this.scroller.velocity, this.options);
    if (this.isAriaDue && this.scroller.velocity === 0) {
      this.isAriaDue = false;
      this.aria.update();
    }
    this.summary.report(this);
  };

  private applyThemeToDom(): void {
    const { theme } = this.options;
    this.root.style.background = theme.outside;
    this.scroller.element.style.scrollbarColor = `${theme.controlBorder} transparent`;
  }

  private readonly handleScroll = (): void => {
    this.heads.forgetAnchor();
    this.editing.place();
    this.options.onScroll?.(this.scroll);
    this.requestFrame();
  };

  private readonly handleRest = (): void => {
    this.isAriaDue = true;
    this.requestFrame();
  };

  private readonly handleFocus = (): void => {
    this.isFocused = true;
    // The first focus by keyboard needs a cell to stand on; where the cursor was lost, keys meant for it reach no other.
    if (!this.selection.active && this.heads.at === null && !this.addLine.at && !this.stoodAt) {
      const { extent } = this;
      if (extent.rowCount === 0) this.addLine.stand(undefined, 0);
      else if (extent.rows.heads && extent.rows.shownCount === 0) this.heads.stand(0);
      else this.setSelection(selectCell(this.selection, { row: 0, column: 0 }, extent));
    }
    this.damageCursor();
  };

  private readonly handleBlur = (): void => {
    this.isFocused = false;
    this.damageCursor();
  };

  private damageCursor(): void {
    if (this.heads.at !== null) this.damage.addGroup(this.heads.at);
    if (this.addLine.at) this.addLine.damage();
    this.damage.addRange(this.selection.range);
    this.requestFrame();
  }

  private readonly handleFonts = (): void => {
    this.painter.forgetFonts();
    this.damage.addAll();
    this.requestFrame();
  };
}
