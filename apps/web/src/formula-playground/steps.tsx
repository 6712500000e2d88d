'use client';
import type { Explained } from '@pyairtable/formula';
import { classNames } from '@pyairtable/ui';
import { ShownValue } from '@/formula-editor/shown-value';

/** Most subexpressions listed; the pointer and the caret reach the others. */
const MOST_SHOWN = 200;

/**
 * Every subexpression with its value, in the order they are computed. Pointing at one or moving to it by keyboard marks
 * its place in the formula.
 */
export function Steps({
  source,
  explained,
  at,
  onPoint,
}: {
  source: string;
  explained: readonly Explained[];
  /** The subexpression that the caret or the pointer is in. */
  at: Explained | undefined;
  onPoint: (place: Explained | undefined) => void;
}) {
  const shown = explained.filter(({ start, end }) => end - start > 0).slice(0, MOST_SHOWN);
  return (
    <>
      <p className="mb-2 text-sm text-n11">
        Point at the formula, move the caret in it, or walk this list: each part shows its value. Branches not
        taken have values as well.
      </p>
      <ol className="flex flex-col" aria-label="Values of subexpressions">
        {shown.map((step, index) => (
          <li key={`${index}:${step.start}`}>
            <button
              type="button"
              aria-current={step === at ? 'step' : undefined}
              onFocus={() => onPoint(step)}
              onBlur={() => onPoint(undefined)}
              onMouseEnter={() => onPoint(step)}
              onMouseLeave={() => onPoint(undefined)}
              className={classNames(
                'grid w-full grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5rem] items-baseline gap-x-3 rounded-md px-2 py-1 text-start hover:bg-n3 max-sm:grid-cols-[minmax(0,1fr)_auto]',
                step === at && 'bg-accent-soft',
              )}
            >
              <code className="truncate font-mono text-xs text-n11">
                {source.slice(step.start, step.end).replace(/\s+/g, ' ')}
              </code>
              <span className="truncate max-sm:order-last max-sm:col-span-2">
                <ShownValue value={step.value} />
              </span>
              <span className="text-end text-xs text-n11">{step.type}</span>
            </button>
          </li>
        ))}
      </ol>
      {explained.length > MOST_SHOWN ? (
        <p className="mt-2 text-xs text-n11">And {explained.length - MOST_SHOWN} more.</p>
      ) : null}
    </>
  );
}
