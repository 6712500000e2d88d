'use client';
import { type Explained, explainedAt } from '@pyairtable/formula';
import { classNames } from '@pyairtable/ui';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from 'react';
import { CompletionList } from './completion-list';
import { isClosedAt } from './is-closed-at';
import type { FormulaLanguage } from './language';
import { ShownValue } from './shown-value';
import type { SourcePiece } from './source-pieces';
import { useCompletions } from './use-completions';

/** Both layers must break lines at the same places. */
const TEXT = 'px-3 py-2.5 font-mono text-sm leading-6 whitespace-pre-wrap [overflow-wrap:anywhere]';

const COLOURS: Partial<Record<SourcePiece['kind'], string>> = {
  function: 'text-accent-text font-medium',
  field: 'text-green-text',
  name: 'text-green-text',
  text: 'text-amber-text',
  number: 'text-amber-text',
  comment: 'text-n10 italic',
  operator: 'text-n11',
  open: 'text-n11',
  close: 'text-n11',
  comma: 'text-n11',
  unknown: 'text-red-text',
};
const MARKS = {
  problem: 'underline decoration-red decoration-wavy underline-offset-4',
  warning: 'underline decoration-amber decoration-wavy underline-offset-4',
};

/** The subexpression under the pointer, and where its bubble goes within the box. */
interface Pointed {
  explained: Explained;
  left: number;
  top: number;
}

const NOTHING: readonly Explained[] = [];

/** Room kept for the bubble to the right of its start. */
const BUBBLE_WIDTH = 240;

/**
 * The formula as coloured text that can be edited: a text area with transparent letters over the coloured layer. The
 * subexpression under the pointer shows its value in a bubble; names are offered while typing.
 */
export function FormulaInput({
  label = 'Formula',
  source,
  pieces,
  explained = NOTHING,
  language,
  invalid = false,
  describedBy,
  compact = false,
  onChange,
  onCaret,
  onPoint,
  children,
  said,
}: {
  label?: string;
  source: string;
  pieces: readonly SourcePiece[];
  explained?: readonly Explained[];
  /** What names may be offered. */
  language: FormulaLanguage;
  invalid?: boolean;
  describedBy: string;
  /** As low as what is written in it. */
  compact?: boolean;
  onChange: (source: string) => void;
  onCaret: (offset: number) => void;
  onPoint?: (place: Explained | undefined) => void;
  /** Below the text, within the box. */
  children?: ReactNode;
  /** What is said of the formula, below the box: the names that are offered stand under it, not over it. */
  said?: ReactNode;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const completions = useCompletions(area, source, language);
  const height = compact ? 'min-h-17' : 'min-h-40';
  const isOffering = completions.items.length > 0;

  const point = (event: MouseEvent) => {
    const found = explainedAt(explained, offsetAt(event.clientX, event.clientY));
    const frame = box.current?.getBoundingClientRect();
    setPointed(
      found && frame
        ? {
            explained: found,
            left: Math.max(0, Math.min(event.clientX - frame.left, frame.width - BUBBLE_WIDTH)),
            top: event.clientY - frame.top + 18,
          }
        : undefined,
    );
    onPoint?.(found);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key !== ')' || selectionStart !== selectionEnd || !isClosedAt(source, selectionStart))
      return completions.press(event);
    event.preventDefault();
    event.currentTarget.setSelectionRange(selectionStart + 1, selectionStart + 1);
    completions.close();
  };
  const leave = () => {
    setPointed(undefined);
    onPoint?.(undefined);
  };

  return (
    <div className="relative flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-n12">
        {label}
      </label>
      <div className="rounded-md border border-n7 bg-n1 focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
        <div
          ref={box}
          className={classNames('relative', height)}
          onMouseMove={explained.length > 0 ? point : undefined}
          onMouseLeave={leave}
        >
          <div aria-hidden="true" className={classNames(TEXT, height, 'text-n12')}>
            {pieces.map((piece) => (
              <span
                key={piece.start}
                data-start={piece.start}
                className={classNames(
                  COLOURS[piece.kind],
                  piece.mark && MARKS[piece.mark],
                  piece.isPointedAt && 'rounded-sm bg-accent-soft',
                )}
              >
                {piece.text}
              </span>
            ))}
            {/* A line end at the very end has no height of its own. */}
            {'\u200b'}
          </div>
          <textarea
            ref={area}
            id={id}
            value={source}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy}
            aria-autocomplete="list"
            aria-controls={isOffering ? `${id}-offered` : undefined}
            aria-activedescendant={isOffering ? `${id}-offered-${completions.active}` : undefined}
            onKeyDown={press}
            onBlur={completions.close}
            onChange={(event) => {
              leave();
              onChange(event.target.value);
              onCaret(event.target.selectionStart);
              completions.typed(event.target.selectionStart);
            }}
            onSelect={(event) => {
              onCaret(event.currentTarget.selectionStart);
              completions.moved(event.currentTarget.selectionStart);
            }}
            className={classNames(
              TEXT,
              'absolute inset-0 size-full resize-none overflow-hidden bg-transparent text-transparent caret-n12 outline-none',
            )}
          />
          {pointed ? <Bubble {...pointed} /> : null}
        </div>
        {children}
      </div>
      {said}
      <CompletionList
        id={`${id}-offered`}
        items={completions.items}
        active={completions.active}
        onTake={completions.take}
      />
    </div>
  );
}

function Bubble({ explained, left, top }: Pointed) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-10 max-w-[320px] rounded-md bg-raised px-2 py-1 shadow-popover"
      style={{ left, top }}
    >
      <ShownValue value={explained.value} />
      <span className="ms-2 text-xs text-n11">{explained.type}</span>
    </div>
  );
}

/** Offset of the source text under a point, found in the coloured layer behind the text area; -1 when there is none. */
function offsetAt(x: number, y: number): number {
  const piece = document
    .elementsFromPoint(x, y)
    .find((element) => element instanceof HTMLElement && element.dataset.start !== undefined);
  return piece instanceof HTMLElement ? Number(piece.dataset.start) : -1;
}
