import type { Change } from '@pyairtable/contracts';
import type { Page } from 'playwright-core';

/** Where the keyboard was: what a letter pressed there was meant for. */
export type Place =
  /** A cell, or the editor or the waiting word that stands over it; without `record` of one that was never read. */
  | { at: 'cell' | 'editor' | 'word'; record?: string; field: string }
  /** Behind a word that waits for its record, to be pressed again when that is there. */
  | { at: 'behind' }
  /** The line that adds a record. */
  | { at: 'line'; field: string }
  /** A box of an open record. */
  | { at: 'panel'; record: string; field: string }
  /** Nothing in the grid is active, or only a head of a group. */
  | { at: 'nowhere' }
  | { at: 'elsewhere' };

/** A word as a page heard it. */
export interface Heard {
  word: string;
  /** Where its first letter was meant for, and its last. */
  place: Place;
  last: Place;
  /** The key before it, and where that was pressed. */
  before: { key: string; place: Place } | null;
  /** The keys behind it, at most a few. */
  behind: string[];
  /** Milliseconds since 1970. */
  at: number;
}

/** What a page heard, and what it told. */
export interface Hearing {
  words: Heard[];
  /** Texts that were kept to be copied, or that stayed in a box that refused them. */
  kept: string[];
  toasts: { title: string; at: number }[];
  /** Cells that a key emptied, filled or pasted over. */
  overwritten: { record: string; field: string; at: number }[];
  /** When the key that takes an act back was pressed. */
  undone: number[];
  /** Steps that the cursor took from record to record while nobody pressed a key. */
  jumps: { from: string; to: string; at: number }[];
}

const FIRST = '7';
const LETTERS = '012345689';
const LENGTH = 5;
const WORD = new RegExp(`${FIRST}[^${FIRST}]{${LENGTH - 1}}`, 'g');

/** Words that no two are alike of, each of which a cell of text, of numbers or of choices takes, and which are found in a longer text. */
export class Words {
  #next = 0;

  /** The letters of another one, as keys. */
  next(): string[] {
    let rest = this.#next++;
    const letters = Array.from({ length: LENGTH - 1 }, () => {
      const letter = LETTERS[rest % LETTERS.length] as string;
      rest = Math.floor(rest / LETTERS.length);
      return letter;
    });
    return [FIRST, ...letters];
  }
}

const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** Notes from now on, in each document of a page, what it hears and tells. */
export const listenForWords = (page: Page): Promise<unknown> =>
  page.addInitScript(listen, [FIRST, LENGTH] as const);

export const heardBy = (page: Page): Promise<Hearing> =>
  page.evaluate(() => (window as unknown as { hearing: Hearing }).hearing);

/** Runs in the page. Where a key is meant for is read in the capture of its own event: nothing comes between. */
function listen([first, length]: readonly [string, number]): void {
  interface Engine {
    selection: {
      active: { row: number; column: number } | null;
      range: { top: number; bottom: number; left: number; right: number } | null;
    };
    options: { columns: readonly { id: string }[] };
    addLine: { at: { column: number } | null };
    editing: { session: { key: string; request: { column: { id: string } } } | null };
    typing: { ahead: { run: { key: string; column: { id: string }; ended: unknown } | null } };
    chosenKey(row: number): string | undefined;
  }
  interface Fiber {
    return: Fiber | null;
    memoizedState: Hook | null;
  }
  interface Hook {
    memoizedState?: { current?: unknown };
    next?: Hook | null;
  }
  const hearing: Hearing = { words: [], kept: [], toasts: [], overwritten: [], undone: [], jumps: [] };
  Object.assign(window, { hearing });

  /** The grid says to assistive technology which row has the cursor, but in the next frame only, and of no row which record it is. */
  const engineOf = (grid: Element): Engine => {
    const name = Object.keys(grid).find((one) => one.startsWith('__reactFiber$')) ?? '';
    let fiber = (grid as unknown as Record<string, Fiber | null>)[name] ?? null;
    for (; fiber; fiber = fiber.return)
      for (let hook = fiber.memoizedState; hook; hook = hook.next ?? null) {
        const held = hook.memoizedState?.current as Partial<Engine> | null | undefined;
        if (held?.editing && held.typing) return held as Engine;
      }
    throw new Error('no engine behind the grid');
  };
  const placeOf = (focused: Element | null): Place => {
    const panel = focused?.closest('section[aria-label^="Record "]');
    const label = focused?.closest('[aria-labelledby^="label-"]')?.getAttribute('aria-labelledby');
    const record = new URLSearchParams(location.search).get('record');
    const field = label?.split(' ')[0]?.slice('label-'.length);
    if (panel && field && record) return { at: 'panel', record, field };
    const grid = focused?.closest('[data-grid]');
    if (!grid) return { at: 'elsewhere' };
    const engine = engineOf(grid);
    const { selection, options, addLine, editing, typing } = engine;
    const { session } = editing;
    if (!focused?.matches('[data-grid-focus]'))
      return session
        ? { at: 'editor', record: session.key, field: session.request.column.id }
        : { at: 'elsewhere' };
    const { run } = typing.ahead;
    if (run?.ended) return { at: 'behind' };
    if (run) return { at: 'word', record: run.key, field: run.column.id };
    const fieldAt = (column: number) => options.columns[column]?.id ?? '';
    if (addLine.at) return { at: 'line', field: fieldAt(addLine.at.column) };
    const { active } = selection;
    if (!active) return { at: 'nowhere' };
    const key = engine.chosenKey(active.row);
    return { at: 'cell', ...(key === undefined ? {} : { record: key }), field: fieldAt(active.column) };
  };
  /** Of a key that writes over what is selected, or puts its records into another group. */
  const noteOverwritten = (isMove: boolean) => {
    const grid =
      document.activeElement?.matches('[data-grid-focus]') && document.querySelector('[data-grid]');
    if (!grid) return;
    const engine = engineOf(grid);
    const { range } = engine.selection;
    if (!range) return;
    for (let row = range.top; row <= range.bottom; row += 1)
      for (const { id: field } of isMove
        ? engine.options.columns
        : engine.options.columns.slice(range.left, range.right + 1)) {
        const record = engine.chosenKey(row);
        if (record !== undefined) hearing.overwritten.push({ record, field, at: Date.now() });
      }
  };
  let keys = 0;
  let word: Heard | null = null;
  let before: Heard['before'] = null;
  /** Words that wait behind another. */
  let queue: Heard[] = [];
  window.addEventListener(
    'keydown',
    (event) => {
      keys += 1;
      const { key, isTrusted, shiftKey, ctrlKey, altKey } = event;
      if (['Shift', 'Control', 'Alt'].includes(key)) return;
      noteTold();
      const place = placeOf(document.activeElement);
      const name = `${ctrlKey ? 'Control+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${key}`;
      const isMove = altKey && shiftKey;
      if (isMove || ['Delete', 'Control+d', 'Control+v'].includes(name)) noteOverwritten(isMove);
      if (name === 'Control+z') hearing.undone.push(Date.now());
      if (!isTrusted) {
        // Pressed again by the grid.
        const waited = key === first ? queue.shift() : undefined;
        if (waited) Object.assign(waited, { place, last: place });
        // What was pressed before it waits again, and all that comes behind.
        if (waited && place.at === 'behind') queue.push(waited);
        return;
      }
      if (place.at !== 'behind') queue = [];
      if (name === first) {
        word = { word: first, place, last: place, before, behind: [], at: Date.now() };
        hearing.words.push(word);
        // One that begins a record waits for it, where that is made later.
        if (place.at === 'behind' || place.at === 'line') queue.push(word);
      } else if (word && word.word.length < length) {
        word.word += name;
        word.last = place;
      } else if (word && word.behind.length < 4) word.behind.push(name);
      before = { key: name, place };
    },
    { capture: true },
  );

  const seen = new Set<Element>();
  function noteTold(): void {
    const note = (text: string) => {
      if (text !== '' && hearing.kept.at(-1) !== text) hearing.kept.push(text);
    };
    for (const box of document.querySelectorAll<HTMLTextAreaElement>('[aria-label="What you typed"]'))
      note(box.value);
    const refused = document.querySelectorAll<HTMLInputElement>('input[aria-invalid=true]');
    for (const box of refused) note(box.value);
    for (const toast of document.querySelectorAll('[data-toast]')) {
      if (seen.has(toast)) continue;
      seen.add(toast);
      hearing.toasts.push({ title: toast.textContent, at: Date.now() });
    }
  }
  let stood: { keys: number; record: string | undefined } | null = null;
  const look = () => {
    noteTold();
    const focused = document.querySelector('[data-grid-focus]');
    const place = focused && placeOf(focused);
    const record = place && 'record' in place ? place.record : undefined;
    if (stood?.record !== undefined && record !== undefined && stood.keys === keys && stood.record !== record)
      hearing.jumps.push({ from: stood.record, to: record, at: Date.now() });
    stood = { keys, record };
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A word in the log. */
interface Landing {
  record: string;
  field: string;
  actor: string | null;
}

/** What a base's log says of words and records. */
export class WordLog {
  /** Where each word came to first: from there it may be copied. */
  readonly #landings = new Map<string, Landing>();
  readonly #deleted = new Map<string, number>();
  readonly #madeBy = new Map<string, string | null>();
  readonly #gone = new Set<string>();
  /** Words that became choices. */
  readonly #choices: ReadonlySet<string>;

  constructor(changes: readonly Change[]) {
    const names = namesIn(changes);
    this.#choices = new Set([...names.values()].flatMap(wordsIn));
    for (const { actor, at, changes: all } of changes)
      for (const change of all) {
        if (change.kind === 'schema') {
          if (change.action === 'field.deleted' && change.fieldId) this.#gone.add(change.fieldId);
          continue;
        }
        for (const { id, cells } of change.created ?? []) {
          this.#madeBy.set(id, actor);
          this.#note(id, cells, actor, names);
        }
        for (const { id, after } of change.updated ?? []) this.#note(id, after, actor, names);
        for (const { id } of change.deleted ?? []) this.#deleted.set(id, Date.parse(at));
      }
  }

  /** What of that was heard by a person's page came to a wrong place, or to none with nothing said. */
  faults(personId: string, hearing: Hearing): string[] {
    const { words, kept, toasts, jumps } = hearing;
    const told = new Set(kept.flatMap(wordsIn));
    const faults: string[] = [];
    for (const heard of words) {
      const landing = this.#landings.get(heard.word);
      const why = landing
        ? told.has(heard.word) && this.#isPasted(personId, heard, landing, hearing)
          ? null
          : this.#whyWrong(personId, heard, landing)
        : this.#isReplaced(heard, hearing)
          ? null
          : this.#whyLost(heard, told, kept, toasts);
      if (why) {
        const near = toasts.filter(({ at }) => Math.abs(at - heard.at) < 3_000).map(({ title }) => title);
        faults.push(`${heard.word} ${why}: ${JSON.stringify({ ...heard, landing, near })}`);
      }
    }
    // One that is in no log was made and taken back by the page.
    for (const { from, to, at } of jumps)
      if (this.#madeBy.has(to) && this.#madeBy.get(to) !== personId && !this.#deleted.has(from))
        faults.push(`the cursor went from ${from} to ${to} by itself (${new Date(at).toISOString()})`);
    return faults;
  }

  #note(
    record: string,
    cells: Record<string, unknown>,
    actor: string | null,
    names: ReadonlyMap<string, string>,
  ) {
    for (const [field, cell] of Object.entries(cells))
      for (const word of wordsIn(names.get(String(cell)) ?? String(cell)))
        if (!this.#landings.has(word)) this.#landings.set(word, { record, field, actor });
  }

  /** Whether a text that was kept was copied, and pasted there: over what was selected, or below the last record, as new ones. */
  #isPasted(
    personId: string,
    { at }: Heard,
    { record, field }: Landing,
    { toasts, overwritten }: Hearing,
  ): boolean {
    const isCopied = toasts.some((toast) => toast.at > at && toast.title.includes('Text copied'));
    const isOver = overwritten.some((cell) => cell.at > at && cell.record === record && cell.field === field);
    return isCopied && (isOver || this.#madeBy.get(record) === personId);
  }

  #whyWrong(personId: string, { place, before }: Heard, { record, field }: Landing): string | null {
    if (place.at === 'behind' || place.at === 'nowhere' || place.at === 'elsewhere')
      return `came to a cell from ${place.at}`;
    if (place.field !== field) return 'came to another field';
    const isOwnNew = this.#madeBy.get(record) === personId;
    if (place.at === 'line') return isOwnNew ? null : 'came to a record that was there';
    if (place.record !== record) return 'came to another record';
    // What was pressed before it asked for another place.
    const isAsked =
      place.at !== 'editor' && before?.place.at === 'cell' && before.place.record === place.record;
    if (isAsked && before.key === 'Shift+Enter') return 'came to the record above the one that was asked for';
    if (isAsked && before.key === ' ') return 'came to the cell of the record that was to be opened';
    return null;
  }

  /** Whether its choice was made, and taken back, or the cell written otherwise, before the server had answered. */
  #isReplaced({ word, place, last, at }: Heard, { words, overwritten, undone }: Hearing): boolean {
    // One that begins a record ends in it.
    const own = 'record' in place ? place : last;
    const isThere = (other: object) =>
      'record' in own &&
      'record' in other &&
      'field' in other &&
      own.record === other.record &&
      own.field === other.field;
    return (
      this.#choices.has(word) &&
      (words.some((later) => later.at > at && isThere(later.place)) ||
        overwritten.some((cell) => cell.at > at && isThere(cell)) ||
        undone.some((time) => time > at && time < at + ANSWERED_MS))
    );
  }

  #whyLost(
    { word, place, last, behind, at }: Heard,
    told: ReadonlySet<string>,
    kept: readonly string[],
    toasts: Hearing['toasts'],
  ): string | null {
    const isLeftTo = ['Enter', 'Tab', 'Shift+Enter'].includes(behind[0] ?? '');
    const isMeant =
      place.at === 'cell' ||
      place.at === 'editor' ||
      place.at === 'word' ||
      place.at === 'behind' ||
      place.at === 'line';
    if (!isMeant || !isLeftTo || word.length < LENGTH || told.has(word)) return null;
    // Undone before it was sent.
    if (behind.includes('Control+z')) return null;
    // Its place went away between two of its letters: what was there by then is kept.
    if (
      last.at !== place.at &&
      kept.some((text) => [1, 2, 3, 4].some((cut) => text.endsWith(word.slice(0, cut))))
    )
      return null;
    if ('field' in place && this.#gone.has(place.field)) return null;
    const deleted =
      'record' in place && place.record !== undefined ? this.#deleted.get(place.record) : undefined;
    if (deleted !== undefined && deleted < at + 5_000) return null;
    const isRefused = toasts.some((toast) => Math.abs(toast.at - at) < 2_000 && REFUSALS.test(toast.title));
    return isRefused ? null : 'is in no log and nothing was said';
  }
}

/** Within this time a server on a busy machine has made a choice. */
const ANSWERED_MS = 3_000;

/** What says at the first letter that a word is not taken, or later that it was not and can be copied. */
const REFUSALS = /still being read\. Try again|A change was not saved/;

/** Names of choices by their ids, wherever a change of structure says one. */
function namesIn(changes: readonly Change[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { id, name } = value as { id?: unknown; name?: unknown };
    if (typeof id === 'string' && typeof name === 'string') names.set(id, name);
    Object.values(value).forEach(walk);
  };
  for (const { changes: all } of changes)
    for (const change of all) if (change.kind === 'schema') walk([change.before, change.after]);
  return names;
}
