import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '../class-names';
import { Spinner } from '../spinner/spinner';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-hover',
  secondary: 'border border-n7 bg-n1 text-n12 hover:bg-n3 active:bg-n4',
  quiet: 'text-n11 hover:bg-n4 hover:text-n12 active:bg-n5 data-popup-open:bg-n4 data-popup-open:text-n12',
  danger: 'bg-red text-on-red hover:bg-red-hover active:bg-red-hover',
} as const;

const SIZES = {
  small: 'h-7 px-2 gap-1.5 text-sm',
  medium: 'h-8 px-3 gap-2 text-sm',
  large: 'h-10 px-4 gap-2 text-base',
} as const;

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof LOOKS;
  size?: keyof typeof SIZES;
  /** Sixteen-pixel icon before the label. */
  icon?: ReactNode;
  /** Shows a spinner and ignores presses; the label stays, so that the width does not jump. */
  pending?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The labelled button. `type` is "button" unless told otherwise. */
export function Button({
  look = 'secondary',
  size = 'medium',
  icon,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      // Not `disabled`, which would take the keyboard away from whoever pressed it.
      aria-disabled={pending || rest['aria-disabled'] || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
      className={classNames(
        'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55',
        LOOKS[look],
        SIZES[size],
        className,
      )}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}
