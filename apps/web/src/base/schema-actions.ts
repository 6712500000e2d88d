import {
  type BaseSchema,
  type ConversionReport,
  type Field,
  type FieldPreview,
  type NewView,
  type Restored,
  sameValue,
  type Table,
  type View,
  type ViewChange,
} from '@pyairtable/contracts';
import { changedView, shownModel, type TableModel, viewWithin } from '@pyairtable/core';
import { isSelect } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import type { BaseSession } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import type { QueryClient } from '@tanstack/react-query';
import { fieldBack } from '@/fields/field-back';
import type { Conversion, FieldDraft, FieldPreviewWanted, FieldUpdate } from '@/fields/field-draft';
import { isTakenBack } from '@/fields/is-taken-back';
import { KeyedRequest } from '@/http/keyed-request';
import { failureMessage, request, RequestError } from '@/http/request';
import { viewStep } from '@/views/view-step';
import { Deletions, lastDeletion } from './deletions';
import { next, placed } from './placed';
import {
  type Ask,
  type FieldStep,
  type FieldWhere,
  StructureActs,
  type StructureStep,
  type Where,
} from './structure-acts';

/** Where undo and redo find what was done. */
type ActsOfPerson = Pick<BaseSession, 'beginAct' | 'knowChoices' | 'recordAct' | 'setStructure'>;

/** Rows that a computed field is shown for. */
const PREVIEWED = 4;

export const baseKey = (baseId: string) => ['base', baseId] as const;

/** Reads a base's schema anew. */
export const readBase = (baseId: string, signal?: AbortSignal): Promise<BaseSchema> =>
  request<BaseSchema>('GET', `/v1/bases/${baseId}`, undefined, signal);

/** Settings of a view with which rows are read anew, and that must not show before the server has them. */
const READ_ANEW = ['filter', 'filterFormula', 'groups', 'sort'] as const;

/**
 * Changes to the structure of one base. Those that cannot clash show at once and are taken back, with a toast, when
 * refused; the others throw RequestError for the form that asked. How a person arranges a view is theirs to undo.
 */
export class SchemaActions {
  readonly #baseId: string;
  readonly #client: QueryClient;
  readonly #history: ActsOfPerson;
  readonly #acts: StructureActs;
  /** Paths of what this page has deleted. */
  readonly #deletedHere = new Set<string>();
  readonly #deletions = new Deletions();
  readonly #onFieldStep = new Set<(step: FieldStep) => void>();
  /** Views as they were when this page last asked for their deletion. */
  readonly #lastViews = new Map<string, { view: View; before: string | null }>();
  /** What shows at once reaches the server in the order it was made. */
  #turn: Promise<unknown> = Promise.resolve();
  #underWay = 0;

  /** `history` is what undo and redo take back; `showHistory` opens the base's. */
  constructor(baseId: string, client: QueryClient, history: ActsOfPerson, showHistory: () => void) {
    this.#baseId = baseId;
    this.#client = client;
    this.#history = history;
    // What waited for it is written to fields as they are by now, which the page may not show yet.
    const know = (step?: FieldStep) => {
      const base = this.#base();
      if (base) history.setStructure(base.tables);
      if (step) this.#onFieldStep.forEach((listener) => listener(step));
    };
    this.#acts = new StructureActs(history, (requests) => this.#asking(requests), know, showHistory);
  }

  /** Calls `listener` when undo or redo did something with a field, which the page knows by then; the result ends that. */
  onFieldStep(listener: (step: FieldStep) => void): () => void {
    this.#onFieldStep.add(listener);
    return () => this.#onFieldStep.delete(listener);
  }

  async renameBase(name: string): Promise<void> {
    const before = this.#base()?.name ?? name;
    const rename = (to: string) => {
      const now = this.#base()?.name ?? to;
      if (now === before || now === name)
        return this.#shown((base) => ({ ...base, name: to }), 'PATCH', '', { name: to });
      tellKept(`The base “${now}”`);
      return Promise.resolve();
    };
    await this.#atOnce({}, ['The base', 'The base was not renamed'], rename, before, name);
  }

  createTable(name: string, fields: readonly FieldDraft[], form?: KeyedRequest): Promise<Table> {
    return this.#acts.late(
      {},
      () => this.#asking(form)<Table>('POST', '/tables', { name, fields }),
      ({ id }) => this.#made({ tableId: id }, `/tables/${id}`, `Table “${name}”`),
    );
  }

  async renameTable(tableId: string, name: string): Promise<void> {
    const before = this.#tableOf(tableId)?.name;
    const rename = async (ask: Ask, to: string) =>
      void (await ask('PATCH', `/tables/${tableId}`, { name: to }));
    const step =
      (from: string, to: string): StructureStep =>
      async (ask) => {
        const now = this.#tableOf(tableId)?.name ?? to;
        if (now === from || now === to) await rename(ask, to);
        else tellKept(`Table “${now}”`);
      };
    await this.#acts.late(
      { tableId },
      () => rename(this.#asking(), name),
      () => {
        if (before !== undefined && before !== name)
          this.#acts.record({ tableId }, `Table “${name}”`, step(name, before), step(before, name));
      },
    );
  }

  /** Undo brings it back. */
  deleteTable(tableId: string): Promise<void> {
    return this.#delete({ tableId }, `/tables/${tableId}`, 'The table');
  }

  /** Whether this page deleted the table, by undo perhaps. */
  hasDeleted(tableId: string): boolean {
    return this.#deletedHere.has(`/tables/${tableId}`);
  }

  /** Brings back what an entry of the log deleted. */
  restore(seq: number, form?: KeyedRequest): Promise<Restored> {
    return this.#acts.late(
      {},
      () => restored(this.#asking(form), seq),
      () => this.#acts.recordFinal({}, 'What came back from the trash is not undone'),
    );
  }

  createField(tableId: string, field: FieldDraft, form?: KeyedRequest): Promise<Field> {
    return this.#makeField(tableId, `/tables/${tableId}/fields`, field, form);
  }

  async changeField(tableId: string, fieldId: string, change: FieldUpdate): Promise<void> {
    const field = this.#tableOf(tableId)?.fields.find(({ id }) => id === fieldId);
    const send = (sent: FieldUpdate) => this.#sendField(tableId, fieldId, sent);
    const turn = (from: Field, to: Field, isAgain: boolean) => async () => {
      const now = this.fieldOf(tableId, fieldId);
      if (now?.type !== from.type) {
        showToast({ title: `“${from.name}” ${now ? 'is of another type by now' : 'is not there any more'}` });
        return;
      }
      const { requests, isPart } = fieldBack(from, to, now, isAgain);
      for (const sent of requests) await send(sent);
      if (isPart) tellKept(`“${now.name}”`);
    };
    await this.#acts.late(
      { tableId },
      () => send(change),
      (changed) => {
        if (!field || sameValue(changed, field)) return;
        const steps = [turn(changed, field, false), turn(field, changed, true)] as const;
        this.#acts.record({ tableId, field }, `Field “${field.name}”`, ...steps);
      },
    );
  }

  /** Copies a field with its cells. */
  duplicateField(tableId: string, fieldId: string): Promise<Field> {
    return this.#makeField(tableId, `/tables/${tableId}/fields/${fieldId}/duplicate`, {});
  }

  #makeField(tableId: string, path: string, body: unknown, form?: KeyedRequest): Promise<Field> {
    return this.#acts.late(
      { tableId },
      () => this.#asking(form)<Field>('POST', path, body),
      (field) =>
        this.#made({ tableId, field }, `/tables/${tableId}/fields/${field.id}`, `Field “${field.name}”`),
    );
  }

  /** What a computed field would show for the first rows of a view; changes nothing. */
  async previewField(
    tableId: string,
    { viewId, ...wanted }: FieldPreviewWanted,
    signal?: AbortSignal,
  ): Promise<FieldPreview> {
    const path = `/v1/bases/${this.#baseId}/tables/${tableId}`;
    const query = new URLSearchParams({ limit: String(PREVIEWED), ...(viewId ? { view: viewId } : {}) });
    const { ids } = await request<{ ids: string[] }>(
      'GET',
      `${path}/rows/ids?${query.toString()}`,
      undefined,
      signal,
    );
    return request<FieldPreview>('POST', `${path}/fields/preview`, { ...wanted, recordIds: ids }, signal);
  }

  /** What would become of the cells of a field with another type; changes nothing. */
  async previewConversion(
    tableId: string,
    fieldId: string,
    conversion: Conversion,
    signal?: AbortSignal,
  ): Promise<ConversionReport> {
    const path = `/v1/bases/${this.#baseId}/tables/${tableId}/fields/${fieldId}/conversion`;
    const body = { ...conversion, preview: true };
    return (await request<{ report: ConversionReport }>('POST', path, body, signal)).report;
  }

  /** Gives a field another type and answers what became of its cells. */
  async convertField(
    tableId: string,
    fieldId: string,
    conversion: Conversion,
    form?: KeyedRequest,
  ): Promise<ConversionReport> {
    const path = `/tables/${tableId}/fields/${fieldId}`;
    const before = this.fieldOf(tableId, fieldId);
    const { report } = await this.#acts.late(
      { tableId },
      () => this.#asking(form)<Converted>('POST', `${path}/conversion`, conversion),
      ({ seq }) => {
        const name = before?.name ?? '';
        if (!isTakenBack(before?.type, conversion.type)) {
          this.#acts.recordFinal({ tableId }, `The new type of “${name}” is not undone`);
          return;
        }
        // What takes a conversion back is one too, and is taken back in turn. What was written into the field before is taken
        // back once the page has heard of it.
        const [gave, took] = [{ seq }, { seq: 0 }];
        const step = (from: typeof gave, to: typeof gave) => async (ask: Ask) =>
          (to.seq = (await ask<{ seq: number }>('POST', `${path}/conversion/${String(from.seq)}/undo`)).seq);
        const where = { tableId, ...(before ? { field: before } : {}) };
        this.#acts.record(where, `The type of “${name}”`, step(gave, took), step(took, gave));
      },
    );
    return report;
  }

  /** Undo brings it back. */
  deleteField(tableId: string, fieldId: string): Promise<void> {
    const field = this.fieldOf(tableId, fieldId);
    const where = { tableId, ...(field ? { field } : {}) };
    return this.#delete(where, `/tables/${tableId}/fields/${fieldId}`, 'The field');
  }

  /** Adds a choice to a select field and answers its id; null, with a toast, when refused. */
  async addChoice(tableId: string, field: Field, name: string): Promise<string | null> {
    const changed = await this.addChoices(tableId, field, [name]);
    return changed && isSelect(changed)
      ? (changed.options.choices.find((choice) => choice.name === name)?.id ?? null)
      : null;
  }

  /**
   * Adds choices to a select field and answers the field as it is then; null, with a toast, when refused. Only the new ones
   * are sent: a list of all as this page knows them would delete those that others have just added. They go with the act that
   * uses them first, when that is taken back.
   */
  async addChoices(tableId: string, field: Field, names: readonly string[]): Promise<Field | null> {
    const change = (sent: FieldUpdate) => this.#sendField(tableId, field.id, sent);
    const named = names.map((name) => ({ id: newId('choice'), name }));
    const asked = new Set(named.map(({ id }) => id));
    try {
      const changed = await change({ addChoices: named });
      // Of names that somebody else has just added the choices are theirs.
      const made = isSelect(changed) ? changed.options.choices.filter(({ id }) => asked.has(id)) : [];
      this.#history.knowChoices(
        made.map(({ id }) => id),
        {
          drop: (ids) => change({ dropChoices: ids }),
          add: (ids) => change({ addChoices: made.filter(({ id }) => ids.includes(id)) }),
        },
      );
      return changed;
    } catch (error) {
      const what = names.length === 1 ? `“${String(names[0])}” was` : `${String(names.length)} choices were`;
      showToast({ title: `${what} not added`, description: failureMessage(error), error: true });
      return null;
    }
  }

  /** Arranges a view as a person asked for it; undo takes it back. What it has already is no change, and no act. */
  async changeView(tableId: string, viewId: string, change: ViewChange): Promise<void> {
    const shown = this.#viewOf(tableId, viewId);
    let forget = () => undefined as void;
    if (shown) {
      const before = shown.view;
      const after = changedView(before, change);
      // What does not show at once may be on its way to what it was before.
      const isShown = READ_ANEW.every((key) => !(key in change));
      const isSame = sameValue(viewStep(before, before, after, this.#modelOf(shown.table)), {});
      if (isShown && isSame) return;
      const step = (from: View, to: View) => async () => {
        const found = this.#viewOf(tableId, viewId);
        if (!found) showToast({ title: `“${before.name}” is not there any more` });
        else await this.#arrange(tableId, viewId, viewStep(found.view, from, to, this.#modelOf(found.table)));
      };
      const where = { tableId, viewId };
      forget = this.#acts.record(where, `View “${before.name}”`, step(after, before), step(before, after));
    }
    if (!(await this.arrangeView(tableId, viewId, change))) forget();
  }

  /** The same as part of another act, such as the place of a new field: nothing that undo knows of. False when refused. */
  arrangeView(tableId: string, viewId: string, change: ViewChange): Promise<boolean> {
    return isTaken(this.#arrange(tableId, viewId, change), 'The view was not changed');
  }

  #arrange(tableId: string, viewId: string, change: ViewChange): Promise<void> {
    const shownAtOnce = { ...change };
    for (const key of READ_ANEW) delete shownAtOnce[key];
    const arranged = (base: BaseSchema) =>
      withTable(base, tableId, (table) => ({
        ...table,
        views: table.views.map((view) => (view.id === viewId ? changedView(view, shownAtOnce) : view)),
      }));
    const path = `/tables/${tableId}/views/${viewId}`;
    return this.#shown(arranged, 'PATCH', path, change);
  }

  /** Moves a table in front of another, null for the end; undo takes it back. */
  placeTable(tableId: string, before: string | null): Promise<void> {
    const tables = this.#base()?.tables ?? [];
    const put = (where: string | null) =>
      this.#shown(
        (base) => ({ ...base, tables: placed(base.tables, tableId, where) }),
        'POST',
        `/tables/${tableId}/place`,
        { before: where },
      );
    const words = ['The order', 'The table was not moved'] as const;
    return this.#atOnce({ tableId }, words, put, next(tables, tableId), before);
  }

  /** Moves a view in front of another of its table, null for the end; undo takes it back. */
  placeView(tableId: string, viewId: string, before: string | null): Promise<void> {
    const views = this.#tableOf(tableId)?.views ?? [];
    const put = (where: string | null) =>
      this.#shown(
        (base) =>
          withTable(base, tableId, (table) => ({ ...table, views: placed(table.views, viewId, where) })),
        'POST',
        `/tables/${tableId}/views/${viewId}/place`,
        { before: where },
      );
    const words = ['The order', 'The view was not moved'] as const;
    return this.#atOnce({ tableId }, words, put, next(views, viewId), before);
  }

  /** Puts something at once that was otherwise; undo takes it back, unless it was refused. */
  async #atOnce<T>(
    where: Where,
    [what, failure]: readonly [string, string],
    put: (to: T) => Promise<void>,
    was: T,
    shall: T,
  ): Promise<void> {
    if (was === shall) return;
    const forget = this.#acts.record(
      where,
      what,
      () => put(was),
      () => put(shall),
    );
    if (!(await isTaken(put(shall), failure))) forget();
  }

  /** Deletes what stands at the path; undo brings it back. */
  async #delete(where: FieldWhere, path: string, what: string): Promise<void> {
    const { remove, restore } = this.#deletion(path);
    await this.#acts.late(
      where,
      () => remove(this.#asking()),
      () => this.#acts.record(where, what, restore, remove),
    );
  }

  /** What was made now stands at the path; undo deletes it. */
  #made(where: FieldWhere, path: string, what: string): void {
    const { remove, restore } = this.#deletion(path);
    this.#acts.record(where, what, remove, restore);
  }

  #deletion(path: string): { remove: StructureStep; restore: StructureStep } {
    // Each deletion is an entry of its own: the last one is what there is to restore.
    let last = 0;
    const [, , tableId = '', , fieldId] = path.split('/');
    const whenGone = async () => {
      await this.refresh();
      return { seq: await lastDeletion(this.#baseId, tableId, fieldId) };
    };
    return {
      remove: async (ask) => {
        // The log may tell of it before the answer does.
        this.#deletedHere.add(path);
        last = (await this.#deletions.ask(ask, path, whenGone)).seq;
      },
      restore: async (ask) => {
        if (last === 0) throw notKnown();
        await restored(ask, last);
        this.#deletedHere.delete(path);
      },
    };
  }

  /** Makes a view, of the settings given or as a copy; `show` opens it when it is made again. Throws RequestError. */
  createView(
    tableId: string,
    view: NewView,
    show: (viewId: string) => void,
    form?: KeyedRequest,
  ): Promise<View> {
    return this.#acts.late(
      { tableId },
      () => this.#asking(form)<View>('POST', `/tables/${tableId}/views`, view),
      ({ id, name }) => {
        const { remove, restore } = this.#viewDeletion(tableId, id, show);
        this.#acts.record({ tableId }, `View “${name}”`, remove, restore);
      },
    );
  }

  /** Undo brings it back, by the same id and where it was, and opens it with `show`. Throws RequestError. */
  async deleteView(tableId: string, viewId: string, show: (viewId: string) => void): Promise<void> {
    const { remove, restore } = this.#viewDeletion(tableId, viewId, show);
    await this.#acts.late(
      { tableId },
      () => remove(this.#asking()),
      () => this.#acts.record({ tableId }, 'The view', restore, remove),
    );
  }

  #viewDeletion(tableId: string, viewId: string, show: (viewId: string) => void) {
    return {
      remove: async (ask: Ask) => {
        const found = this.#viewOf(tableId, viewId);
        // The log takes it off the page where the answer is lost.
        if (found) this.#lastViews.set(viewId, { view: found.view, before: next(found.table.views, viewId) });
        const path = `/tables/${tableId}/views/${viewId}`;
        await this.#deletions.ask<unknown>(ask, path, () => this.refresh());
      },
      restore: async (ask: Ask) => {
        const table = this.#tableOf(tableId);
        const last = this.#lastViews.get(viewId);
        if (!last || !table) throw notKnown();
        const { view, before } = last;
        // Fields and views may have gone meanwhile.
        await ask('POST', `/tables/${tableId}/views`, {
          ...viewWithin(view, this.#modelOf(table)),
          before: table.views.some(({ id }) => id === before) ? before : null,
        });
        show(viewId);
      },
    };
  }

  /** A field as the page knows it by now: what is rendered may be of a moment ago. */
  fieldOf(tableId: string, fieldId: string): Field | undefined {
    return this.#tableOf(tableId)?.fields.find(({ id }) => id === fieldId);
  }

  /** A view as the page knows it by now. */
  viewNow(tableId: string, viewId: string): View | undefined {
    return this.#viewOf(tableId, viewId)?.view;
  }

  async #sendField(tableId: string, fieldId: string, sent: FieldUpdate): Promise<Field> {
    const path = `/v1/bases/${this.#baseId}/tables/${tableId}/fields/${fieldId}`;
    await this.#turn;
    const changed = await request<Field>('PATCH', path, sent);
    this.#know(tableId, changed);
    await this.refresh();
    return changed;
  }

  /**
   * Takes a field as the server has answered it: what is shown at once meanwhile gives up the reading behind that. Before that
   * reading, which may have what others have done since.
   */
  #know(tableId: string, field: Field): void {
    this.#client.setQueryData<BaseSchema>(
      baseKey(this.#baseId),
      (base) =>
        base &&
        withTable(base, tableId, (table) => ({
          ...table,
          fields: table.fields.map((one) => (one.id === field.id ? field : one)),
        })),
    );
  }

  #base(): BaseSchema | undefined {
    return this.#client.getQueryData<BaseSchema>(baseKey(this.#baseId));
  }

  #modelOf(table: Table): TableModel {
    return shownModel(this.#base()?.tables ?? [table]).table(table.id);
  }

  #tableOf(tableId: string): Table | undefined {
    return this.#base()?.tables.find(({ id }) => id === tableId);
  }

  #viewOf(tableId: string, viewId: string): { table: Table; view: View } | null {
    const table = this.#tableOf(tableId);
    const view = table?.views.find(({ id }) => id === viewId);
    return table && view ? { table, view } : null;
  }

  /** Someone changed the structure: read it again. */
  refresh(): Promise<void> {
    return this.#client.invalidateQueries({ queryKey: baseKey(this.#baseId) });
  }

  /** Asks under the keys of a form that is open, or of a step; what neither asks is not remembered. */
  #asking(requests = new KeyedRequest()): Ask {
    return async <T>(...[method, path, body]: Parameters<Ask>) => {
      // Behind what was shown at once.
      await this.#turn;
      const answer = await requests.ask<T>(method, `/v1/bases/${this.#baseId}${path}`, body);
      await this.refresh();
      return answer;
    };
  }

  /** Shows a change at once and asks the server for it in the order of such changes; takes it back when refused, and throws. */
  async #shown(
    change: (base: BaseSchema) => BaseSchema,
    method: 'PATCH' | 'POST',
    path: string,
    body: unknown,
  ): Promise<void> {
    const key = baseKey(this.#baseId);
    this.#underWay += 1;
    await this.#client.cancelQueries({ queryKey: key });
    const before = this.#base();
    if (before) this.#client.setQueryData(key, change(before));
    const turn = this.#turn.then(() => request(method, `/v1/bases/${this.#baseId}${path}`, body));
    this.#turn = turn.catch(() => undefined);
    const end = () => {
      this.#underWay -= 1;
      // What is read before the last change has arrived would show without it.
      return this.#underWay === 0 ? this.refresh() : undefined;
    };
    try {
      await turn;
    } catch (error) {
      if (before) this.#client.setQueryData(key, before);
      void end();
      throw error;
    }
    await end();
  }
}

/** Whether it was carried out; tells where it was not. */
async function isTaken(shown: Promise<void>, failure: string): Promise<boolean> {
  try {
    await shown;
    return true;
  } catch (error) {
    showToast({ title: failure, description: failureMessage(error), error: true });
    return false;
  }
}

/** Brings back what an entry of the log deleted. */
const restored = (ask: Ask, seq: number): Promise<Restored> => ask('POST', `/trash/${String(seq)}/restore`);

/** Where it was gone by a request whose answer was lost, and nobody tells by which. */
const notKnown = () =>
  new RequestError('NOT_FOUND', 'What it was is not known here any more: the base’s trash has it.', 404);

/** Says that undo or redo left something as others have made it. */
const tellKept = (what: string) =>
  showToast({ title: `${what}: what others have changed since stays as they made it` });

interface Converted {
  report: ConversionReport;
  /** Of the entry in the log. */
  seq: number;
}

function withTable(base: BaseSchema, tableId: string, change: (table: Table) => Table): BaseSchema {
  return { ...base, tables: base.tables.map((table) => (table.id === tableId ? change(table) : table)) };
}
