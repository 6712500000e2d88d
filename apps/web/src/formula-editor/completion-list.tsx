import type { Completion } from '@pyairtable/formula';
import { classNames } from '@pyairtable/ui';

/** The names offered at the caret; `aria-activedescendant` of the text area points into it. */
export function CompletionList({
  id,
  items,
  active,
  onTake,
}: {
  id: string;
  items: readonly Completion[];
  active: number;
  onTake: (item: Completion) => void;
}) {
  if (items.length === 0) return null;
  return (
    <ul
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className="absolute inset-x-0 top-full z-20 mt-1 rounded-lg bg-raised p-1 shadow-popover"
    >
      {items.map((item, index) => (
        <li
          key={`${item.kind}:${item.label}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // Pressing must not take the focus from the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
          className={classNames(
            'flex items-baseline gap-3 rounded-md px-2 py-1.5 text-sm',
            index === active ? 'bg-n4' : 'hover:bg-n3',
          )}
        >
          <span
            className={classNames(
              'shrink-0 font-mono text-xs',
              item.kind === 'function' ? 'text-accent-text' : 'text-green-text',
            )}
          >
            {item.label}
          </span>
          <span className="min-w-0 flex-1 truncate text-xs text-n11">{item.summary ?? item.detail}</span>
          <span className="text-xs text-n11 max-sm:hidden">{item.kind}</span>
        </li>
      ))}
    </ul>
  );
}
