'use client';
import { classNames, INPUT_BOX, Spinner } from '@pyairtable/ui';
import { Check, Plus } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useSavedMark } from '@/typed-text/saves-at-once';

/** Where a list is left to that is left by Tab. */
export type LeavingBy = 'next' | 'previous';

/** Escape ("cancel") and Tab: the list is left. The press of Tab is its own to prevent: where it is not, the browser moves on. */
export type LeaveList = (way: 'cancel' | LeavingBy, press: KeyboardEvent) => void;

export interface PickerOption {
  id: string;
  /** Found by search and read out. */
  text: string;
  node: ReactNode;
}

/** Those that have the text, first what it is the whole or the beginning of. */
function foundIn(options: readonly PickerOption[], wanted: string): PickerOption[] {
  const rank = (text: string) => (text === wanted ? 0 : text.startsWith(wanted) ? 1 : 2);
  return options
    .map((option) => ({ option, text: option.text.toLowerCase() }))
    .filter(({ text }) => text.includes(wanted))
    .sort((a, b) => rank(a.text) - rank(b.text))
    .map(({ option }) => option);
}

/**
 * A search box over a list to pick from, by keys or pointer: arrows move, Enter picks, Tab picks what was searched for and
 * leaves, Escape leaves. `create` offers
 * the search text as a new entry when no option has it. The caller filters when it searches elsewhere.
 */
export function OptionList({
  label,
  options,
  chosen,
  onPick,
  onPickLater,
  search,
  onSearch,
  onCreate,
  onLeave,
  loading = false,
  settled = true,
  filter = true,
  empty = 'Nothing found',
}: {
  label: string;
  options: readonly PickerOption[];
  chosen: ReadonlySet<string>;
  /** `by`: the list is left with it. */
  onPick: (id: string, by?: LeavingBy) => void;
  /** Picks the option at an index of those that a search will have, while they are not settled. `by`: the list is left with it. */
  onPickLater?: (search: string, index: number, by?: LeavingBy) => void;
  search: string;
  onSearch: (search: string) => void;
  onCreate?: (text: string, by?: LeavingBy) => void;
  onLeave?: LeaveList;
  loading?: boolean;
  /** False while the options belong to an earlier search: Enter then picks of those that the present one will have. */
  settled?: boolean;
  filter?: boolean;
  empty?: string;
}) {
  const list = useId();
  const [active, setActive] = useState(0);
  const wanted = search.trim().toLowerCase();
  const found = filter && wanted !== '' ? foundIn(options, wanted) : options;
  const creates =
    onCreate !== undefined &&
    settled &&
    wanted !== '' &&
    !options.some(({ text }) => text.toLowerCase() === wanted);
  const count = found.length + (creates ? 1 : 0);
  const at = Math.min(active, Math.max(0, count - 1));
  const mark = useSavedMark(search === '');

  const pick = (index: number) => {
    const option = found[index];
    if (option) {
      onPick(option.id);
    } else if (creates) onCreate(search.trim());
    else return;
    beginAnew();
  };
  // The letters of the next search must not join those of this one.
  const beginAnew = () => {
    if (search === '') return;
    setActive(0);
    onSearch('');
  };

  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    event.stopPropagation();
    if (move !== undefined && count > 0) {
      event.preventDefault();
      const next = (at + move + count) % count;
      setActive(next);
      document.getElementById(`${list}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (settled) return pick(at);
      onPickLater?.(search.trim(), active);
      beginAnew();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave?.('cancel', event);
    } else if (event.key === 'Tab' && onLeave) {
      const by = event.shiftKey ? 'previous' : 'next';
      const option = found[at];
      if (wanted !== '' && !settled) onPickLater?.(search.trim(), active, by);
      else if (wanted !== '' && option && !chosen.has(option.id)) onPick(option.id, by);
      else if (creates && !option) onCreate(search.trim(), by);
      onLeave(by, event);
    }
  }

  return (
    <div className="flex min-h-0 flex-col">
      <div className="p-1.5 pb-1">
        <input
          type="text"
          {...mark}
          role="combobox"
          autoFocus
          aria-label={label}
          aria-expanded
          aria-controls={list}
          aria-activedescendant={count > 0 ? `${list}-${String(at)}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={onCreate ? 'Find or add…' : 'Find…'}
          value={search}
          onChange={(event) => {
            setActive(0);
            onSearch(event.target.value);
          }}
          onKeyDown={press}
          className={classNames(INPUT_BOX, 'h-8 px-2.5')}
        />
      </div>
      <div
        id={list}
        role="listbox"
        aria-label={label}
        aria-multiselectable
        className="max-h-[264px] overflow-y-auto px-1.5 pb-1.5"
      >
        {found.map((option, index) => (
          <Row
            key={option.id}
            id={`${list}-${String(index)}`}
            active={index === at}
            selected={chosen.has(option.id)}
            onHover={() => setActive(index)}
            onPick={() => pick(index)}
          >
            {option.node}
          </Row>
        ))}
        {creates ? (
          <Row
            id={`${list}-${String(found.length)}`}
            active={at === found.length}
            selected={false}
            onHover={() => setActive(found.length)}
            onPick={() => pick(found.length)}
          >
            <span className="flex min-w-0 items-center gap-2 text-n12">
              <Plus size={16} strokeWidth={1.5} className="shrink-0 text-n11" aria-hidden="true" />
              <span className="truncate">Add “{search.trim()}”</span>
            </span>
          </Row>
        ) : null}
        {loading ? (
          <div className="flex h-9 items-center justify-center text-n11">
            <Spinner />
          </div>
        ) : null}
        {count === 0 && !loading ? <p className="px-2 py-3 text-center text-sm text-n11">{empty}</p> : null}
      </div>
    </div>
  );
}

function Row({
  id,
  active,
  selected,
  onHover,
  onPick,
  children,
}: {
  id: string;
  active: boolean;
  selected: boolean;
  onHover: () => void;
  onPick: () => void;
  children: ReactNode;
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onPointerMove={onHover}
      // The search box keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classNames('flex min-h-8 items-center gap-2 rounded-md px-2 text-sm', active ? 'bg-n4' : '')}
    >
      <span className="min-w-0 flex-1">{children}</span>
      {selected ? (
        <Check size={16} strokeWidth={2} className="shrink-0 text-accent-text" aria-hidden="true" />
      ) : null}
    </div>
  );
}
