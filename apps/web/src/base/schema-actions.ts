import type {
  BaseSchema,
  ConversionReport,
  Field,
  FieldPreview,
  NewView,
  Restored,
  Table,
  View,
  ViewChange,
} from '@pyairtable/contracts';
import { changedView, shownModel, type TableModel, viewWithin } from '@pyairtable/core';
import { isSelect } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import type { Act, BaseSession } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import type { QueryClient } from '@tanstack/react-query';
import { fieldBack } from '@/fields/field-back';
import type { Conversion, FieldDraft, FieldPreviewWanted, FieldUpdate } from '@/fields/field-draft';
import { isTakenBack } from '@/fields/is-taken-back';
import { failureMessage, mayGoAgain, request } from '@/http/request';
import { viewStep } from '@/views/view-step';
import { hearConversion } from './hear-conversion';
import { next, placed } from './placed';

/** Where undo and redo find what was done. */
type ActsOfPerson = Pick<
  BaseSession,
  'beginAct' | 'knowChoices' | 'recordAct' | 'setStructure' | 'state' | 'subscribe'
>;

/** Where an act shows. */
type Where = Pick<Act, 'tableId' | 'viewId'>;

/** Rows that a computed field is shown for. */
const PREVIEWED = 4;

export const baseKey = (baseId: string) => ['base', baseId] as const;

/** Reads a base's schema anew. */
export const readBase = (baseId: string, signal?: AbortSignal): Promise<BaseSchema> =>
  request<BaseSchema>('GET', `/v1/bases/${baseId}`, undefined, signal);

/**
 * Changes to the structure of one base. Those that cannot clash show at once and are taken back, with a toast, when
 * refused; the others throw RequestError for the form that asked. How a person arranges a view is theirs to undo.
 */
export class SchemaActions {
  readonly #baseId: string;
  readonly #client: QueryClient;
  readonly #history: ActsOfPerson;
  readonly #showHistory: () => void;
  /** Paths of what this page has deleted. */
  readonly #deletedHere = new Set<string>();
  /** What shows at once reaches the server in the order it was made. */
  #turn: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  /** Undo and redo. */
  #steps: Promise<unknown> = Promise.resolve();

  /** `history` is what undo and redo take back; `showHistory` opens the base's. */
  constructor(baseId: string, client: QueryClient, history: ActsOfPerson, showHistory: () => void) {
    this.#baseId = baseId;
    this.#client = client;
    this.#history = history;
    this.#showHistory = showHistory;
  }

  async renameBase(name: string): Promise<void> {
    const before = this.#base()?.name ?? name;
    const rename = (to: string) => {
      const now = this.#base()?.name;
      const isTheirs = now !== undefined && now !== (to === name ? before : name);
      if (isTheirs) tellKept(`The base “${now}”`);
      return isTheirs
        ? Promise.resolve(true)
        : this.#shown(
            (base) => ({ ...base, name: to }),
            'PATCH',
            '',
            { name: to },
            'The base was not renamed',
          );
    };
    if (before !== name) await this.#atOnce({}, 'The base', rename, before, name);
  }

  createTable(name: string, fields: readonly FieldDraft[]): Promise<Table> {
    return this.#late(
      {},
      () => this.#asked<Table>('POST', '/tables', { name, fields }),
      ({ id }) => this.#made({ tableId: id }, `/tables/${id}`, `Table “${name}”`),
    );
  }

  async renameTable(tableId: string, name: string): Promise<void> {
    const before = this.#tableOf(tableId)?.name;
    const rename = async (to: string) =>
      void (await this.#asked('PATCH', `/tables/${tableId}`, { name: to }));
    const step = (from: string, to: string) => async () => {
      const now = this.#tableOf(tableId)?.name;
      if (now === undefined || now === from) await rename(to);
      else tellKept(`Table “${now}”`);
    };
    await this.#late(
      { tableId },
      () => rename(name),
      () => {
        if (before !== undefined && before !== name)
          this.#recordSteps({ tableId }, `Table “${name}”`, step(name, before), step(before, name));
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
  restore(seq: number): Promise<Restored> {
    return this.#late(
      {},
      () => this.#restore(seq),
      () => this.#recordFinal({}, 'What came back from the trash is not undone'),
    );
  }

  #restore(seq: number): Promise<Restored> {
    return this.#asked('POST', `/trash/${String(seq)}/restore`);
  }

  createField(tableId: string, field: FieldDraft): Promise<Field> {
    return this.#makeField(tableId, `/tables/${tableId}/fields`, field);
  }

  async changeField(tableId: string, fieldId: string, change: FieldUpdate): Promise<void> {
    const field = this.#tableOf(tableId)?.fields.find(({ id }) => id === fieldId);
    const send = async (sent: FieldUpdate) => {
      const changed = await this.#asked<Field>('PATCH', `/tables/${tableId}/fields/${fieldId}`, sent);
      this.#know(tableId, changed);
      return changed;
    };
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
    await this.#late(
      { tableId },
      () => send(change),
      (changed) => {
        if (!field) return;
        const steps = [turn(changed, field, false), turn(field, changed, true)] as const;
        this.#recordSteps({ tableId }, `Field “${field.name}”`, ...steps);
      },
    );
  }

  /** Copies a field with its cells. */
  duplicateField(tableId: string, fieldId: string): Promise<Field> {
    return this.#makeField(tableId, `/tables/${tableId}/fields/${fieldId}/duplicate`, {});
  }

  #makeField(tableId: string, path: string, body: unknown): Promise<Field> {
    return this.#late(
      { tableId },
      () => this.#asked<Field>('POST', path, body),
      ({ id, name }) => this.#made({ tableId }, `/tables/${tableId}/fields/${id}`, `Field “${name}”`),
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
  async convertField(tableId: string, fieldId: string, conversion: Conversion): Promise<ConversionReport> {
    const path = `/tables/${tableId}/fields/${fieldId}`;
    const before = this.fieldOf(tableId, fieldId);
    const { report } = await this.#late(
      { tableId },
      () => this.#asked<Converted>('POST', `${path}/conversion`, conversion),
      ({ seq }) => {
        const name = before?.name ?? '';
        if (!isTakenBack(before?.type, conversion.type)) {
          this.#recordFinal({ tableId }, `The new type of “${name}” is not undone`);
          return;
        }
        // What takes a conversion back is one too, and is taken back in turn.
        let last = seq;
        const back = async () => {
          const ask = () => this.#asked<{ seq: number }>('POST', `${path}/conversion/${String(last)}/undo`);
          // What was written into the field before is taken back where that is known.
          last = (await hearConversion(this.#history, fieldId, ask)).seq;
        };
        this.#recordSteps({ tableId }, `The type of “${name}”`, back, back);
      },
    );
    return report;
  }

  /** Undo brings it back. */
  deleteField(tableId: string, fieldId: string): Promise<void> {
    return this.#delete({ tableId }, `/tables/${tableId}/fields/${fieldId}`, 'The field');
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
    const change = (body: object) =>
      this.#asked<Field>('PATCH', `/tables/${tableId}/fields/${field.id}`, body);
    const named = names.map((name) => ({ id: newId('choice'), name }));
    const asked = new Set(named.map(({ id }) => id));
    try {
      const changed = await change({ addChoices: named });
      this.#know(tableId, changed);
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

  /** Arranges a view as a person asked for it; undo takes it back. */
  async changeView(tableId: string, viewId: string, change: ViewChange): Promise<void> {
    const before = this.#viewOf(tableId, viewId)?.view;
    let forget = () => undefined as void;
    if (before) {
      const after = changedView(before, change);
      // Not waited for: what shows at once has a turn of its own.
      const step = (from: View, to: View) => () => {
        const found = this.#viewOf(tableId, viewId);
        if (!found) showToast({ title: `“${before.name}” is not there any more` });
        else
          void this.arrangeView(tableId, viewId, viewStep(found.view, from, to, this.#modelOf(found.table)));
        return Promise.resolve();
      };
      const where = { tableId, viewId };
      forget = this.#recordSteps(where, `View “${before.name}”`, step(after, before), step(before, after));
    }
    if (!(await this.arrangeView(tableId, viewId, change))) forget();
  }

  /** The same as part of another act, such as the place of a new field: nothing that undo knows of. False when refused. */
  arrangeView(tableId: string, viewId: string, change: ViewChange): Promise<boolean> {
    // Rows are read anew when these change, and must not be read before the server has them.
    const shownAtOnce = { ...change };
    for (const key of ['filter', 'filterFormula', 'groups', 'sort'] as const) delete shownAtOnce[key];
    const arranged = (base: BaseSchema) =>
      withTable(base, tableId, (table) => ({
        ...table,
        views: table.views.map((view) => (view.id === viewId ? changedView(view, shownAtOnce) : view)),
      }));
    const path = `/tables/${tableId}/views/${viewId}`;
    return this.#shown(arranged, 'PATCH', path, change, 'The view was not changed');
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
        'The table was not moved',
      );
    return this.#atOnce({ tableId }, 'The order', put, next(tables, tableId), before);
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
        'The view was not moved',
      );
    return this.#atOnce({ tableId }, 'The order', put, next(views, viewId), before);
  }

  /** Puts something at once that was otherwise; undo takes it back, unless it was refused. */
  async #atOnce<T>(
    where: Where,
    what: string,
    put: (to: T) => Promise<boolean>,
    was: T,
    shall: T,
  ): Promise<void> {
    if (was === shall) return;
    const step = (to: T) => () => {
      void put(to);
      return Promise.resolve();
    };
    const forget = this.#recordSteps(where, what, step(was), step(shall));
    if (!(await put(shall))) forget();
  }

  /** Deletes what stands at the path; undo brings it back. */
  async #delete(where: Where, path: string, what: string): Promise<void> {
    const { remove, restore } = this.#deletion(path);
    await this.#late(where, remove, () => this.#recordSteps(where, what, restore, remove));
  }

  /** What was made now stands at the path; undo deletes it. */
  #made(where: Where, path: string, what: string): void {
    const { remove, restore } = this.#deletion(path);
    this.#recordSteps(where, what, remove, restore);
  }

  #deletion(path: string): { remove: () => Promise<void>; restore: () => Promise<void> } {
    // Each deletion is an entry of its own: the last one is what there is to restore.
    let last = 0;
    return {
      remove: async () => {
        // The log may tell of it before the answer does.
        this.#deletedHere.add(path);
        last = (await this.#asked<{ seq: number }>('DELETE', path)).seq;
      },
      restore: async () => {
        await this.#restore(last);
        this.#deletedHere.delete(path);
      },
    };
  }

  /** Records steps that are taken one after the other: what one brings back the next may be about. */
  #recordSteps(where: Where, what: string, undo: () => Promise<void>, redo: () => Promise<void>): () => void {
    const take = (step: () => Promise<void>, title: string) => {
      const done = this.#steps.then(step).then(() => {
        // What waited for it is written to fields as they are by now, which the page may not show yet.
        const base = this.#base();
        if (base) this.#history.setStructure(base.tables);
      });
      const taken = done.catch((error: unknown) => {
        showToast({ title, description: failureMessage(error), error: true });
        // What may go another time is what the next press means.
        if (mayGoAgain(error)) throw error;
      });
      this.#steps = taken.catch(() => undefined);
      return taken;
    };
    return this.#history.recordAct({
      ...where,
      undo: () => take(undo, `${what}: nothing was undone`),
      redo: () => take(redo, `${what}: nothing was redone`),
    });
  }

  /**
   * Asks for what is recorded once it is answered: it stands among the person's acts where they asked for it, and undo
   * waits for the answer. Throws as `ask` does.
   */
  async #late<T>(where: Where, ask: () => Promise<T>, record: (answer: T) => void): Promise<T> {
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
  #recordFinal(where: Where, title: string): void {
    this.#history.recordAct({
      ...where,
      isFinal: true,
      undo: () =>
        showToast({
          title,
          description: 'The base’s history has it as it was. The next undo takes back what came before.',
          action: { label: 'History', run: this.#showHistory },
        }),
      redo: () => undefined,
    });
  }

  /** Makes a view, of the settings given or as a copy; `show` opens it when it is made again. Throws RequestError. */
  createView(tableId: string, view: NewView, show: (viewId: string) => void): Promise<View> {
    return this.#late(
      { tableId },
      () => this.#asked<View>('POST', `/tables/${tableId}/views`, view),
      ({ id, name }) => {
        const { remove, restore } = this.#viewDeletion(tableId, id, show);
        this.#recordSteps({ tableId }, `View “${name}”`, remove, restore);
      },
    );
  }

  /** Undo brings it back, by the same id and where it was, and opens it with `show`. Throws RequestError. */
  async deleteView(tableId: string, viewId: string, show: (viewId: string) => void): Promise<void> {
    const { remove, restore } = this.#viewDeletion(tableId, viewId, show);
    await this.#late({ tableId }, remove, () => this.#recordSteps({ tableId }, 'The view', restore, remove));
  }

  #viewDeletion(tableId: string, viewId: string, show: (viewId: string) => void) {
    let last: { view: View; before: string | null } | null = null;
    return {
      remove: async () => {
        const found = this.#viewOf(tableId, viewId);
        await this.#asked('DELETE', `/tables/${tableId}/views/${viewId}`);
        if (found) last = { view: found.view, before: next(found.table.views, viewId) };
      },
      restore: async () => {
        const table = this.#tableOf(tableId);
        if (!last || !table) return;
        const { view, before } = last;
        // Fields and views may have gone meanwhile.
        await this.#asked('POST', `/tables/${tableId}/views`, {
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

  /** Takes a field as the server has answered it: what was shown at once meanwhile has given up the reading behind that. */
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

  async #asked<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    // Behind what was shown at once.
    await this.#turn;
    const answer = await request<T>(method, `/v1/bases/${this.#baseId}${path}`, body);
    await this.refresh();
    return answer;
  }

  /** Shows a change at once and asks the server for it in the order of such changes; takes it back, with a toast, when refused, and answers false. */
  async #shown(
    change: (base: BaseSchema) => BaseSchema,
    method: 'PATCH' | 'POST',
    path: string,
    body: unknown,
    failure: string,
  ): Promise<boolean> {
    const key = baseKey(this.#baseId);
    this.#underWay += 1;
    await this.#client.cancelQueries({ queryKey: key });
    const before = this.#base();
    if (before) this.#client.setQueryData(key, change(before));
    const turn = this.#turn.then(() => request(method, `/v1/bases/${this.#baseId}${path}`, body));
    this.#turn = turn.catch(() => undefined);
    let isTaken = true;
    try {
      await turn;
    } catch (error) {
      isTaken = false;
      if (before) this.#client.setQueryData(key, before);
      showToast({ title: failure, description: failureMessage(error), error: true });
    }
    this.#underWay -= 1;
    // What is read before the last change has arrived would show without it.
    if (this.#underWay === 0) await this.refresh();
    return isTaken;
  }
}

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
