'use client';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '../class-names';
import { Tooltip } from '../tooltip/tooltip';

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'aria-label' | 'title'
> {
  /** Accessible name, shown as a tooltip too. */
  label: string;
  /** Keys as shown beside the label in the tooltip, such as "Ctrl Z". */
  shortcut?: string;
  size?: 'small' | 'medium';
  ref?: Ref<HTMLButtonElement>;
  children?: ReactNode;
}

/** A square button of one icon: 24 or 32 pixels. */
export function IconButton({
  label,
  shortcut,
  size = 'medium',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-md text-n11 transition-colors duration-100 hover:bg-n4 hover:text-n12 active:bg-n5 aria-pressed:bg-accent-soft aria-pressed:text-accent-text data-popup-open:bg-n4 data-popup-open:text-n12 disabled:pointer-events-none disabled:opacity-40 aria-disabled:pointer-events-none aria-disabled:opacity-40',
          size === 'small' ? 'size-6' : 'size-8',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
