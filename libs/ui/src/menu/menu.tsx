'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { useCallback, type ReactElement, type ReactNode } from 'react';
import { classNames } from '../class-names';
import { wasKeyPressed } from '../keyboard/last-press';
import { takesKeyboard } from '../keyboard/take-keyboard';
import { usePopup } from '../keyboard/use-popup';
import { Kbd } from '../kbd/kbd';

const ROW =
  'flex min-h-8 items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-disabled:opacity-45';

const COMMAND = '[role^="menuitem"]:not([data-disabled])';

/**
 * Of a menu that a key opened the first command is chosen, as of one that its trigger opens: Enter runs it. A menu that a
 * press opened has none until the pointer or an arrow chooses.
 */
function chooseFirst(popup: HTMLElement): void {
  if (!wasKeyPressed()) return;
  const choose = () => popup.querySelector<HTMLElement>(COMMAND)?.focus({ preventScroll: true });
  choose();
  // The library gives the list itself the keyboard once more, in the next frame.
  requestAnimationFrame(() => {
    if (document.activeElement === popup) choose();
  });
}

/** A list of commands that opens from its trigger; arrow keys move, typing jumps, Escape returns focus. */
export function Menu({
  trigger,
  children,
  label,
  open: held,
  onOpenChange,
  align = 'start',
  anchor,
}: {
  /** The element that opens it; leave it out for a menu that `open` and `anchor` control. */
  trigger?: ReactElement;
  children: ReactNode;
  label?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'end';
  /** A rectangle to hang from in place of the trigger, in viewport pixels. */
  anchor?: { getBoundingClientRect: () => DOMRect };
}) {
  const { open, change, popup } = usePopup(held, onOpenChange);
  const shown = useCallback(
    (element: HTMLDivElement | null) => {
      popup.current = element;
      takesKeyboard(element, chooseFirst);
    },
    [popup],
  );
  return (
    <Base.Root open={open} onOpenChange={change}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-50" {...(anchor ? { anchor } : {})}>
          <Base.Popup
            ref={shown}
            {...(label === undefined ? {} : { 'aria-label': label })}
            className="motion-popover max-h-[var(--available-height)] min-w-[200px] max-w-[320px] overflow-y-auto rounded-lg bg-raised p-1 shadow-popover outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

/** One command of a menu. */
export function MenuItem({
  children,
  icon,
  shortcut,
  danger = false,
  disabled = false,
  onSelect,
}: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={classNames(
        ROW,
        danger ? 'text-red-text data-highlighted:bg-red-soft' : 'text-n12 data-highlighted:bg-n4',
      )}
    >
      {icon ? <span className={classNames('flex', danger ? '' : 'text-n11')}>{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </Base.Item>
  );
}

/** A set of menu rows of which one is chosen. */
export function MenuChoices<V extends string>({
  value,
  onChange,
  choices,
}: {
  value: V;
  onChange: (value: V) => void;
  choices: readonly { value: V; label: string; icon?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: V) => onChange(next)}>
      {choices.map((choice) => (
        <Base.RadioItem
          key={choice.value}
          value={choice.value}
          closeOnClick
          className={classNames(ROW, 'text-n12 data-highlighted:bg-n4')}
        >
          {choice.icon ? <span className="flex text-n11">{choice.icon}</span> : null}
          <span className="min-w-0 flex-1 truncate">{choice.label}</span>
          <Base.RadioItemIndicator className="flex text-accent-text">
            <Check size={16} strokeWidth={2} aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A hairline between groups of a menu. */
export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-n5" />;
}

/** A small heading inside a menu. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-1 text-xs font-medium text-n11">{children}</div>;
}
