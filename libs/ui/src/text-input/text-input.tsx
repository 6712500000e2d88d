'use client';
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '../class-names';

/** The look of every box that takes text; shared with multi-line and picker inputs. */
export const INPUT_BOX =
  'w-full rounded-md border border-n7 bg-n1 text-sm text-n12 transition-colors duration-100 hover:border-n8 focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 aria-invalid:border-red aria-invalid:outline-red disabled:bg-n3 disabled:text-n11';

/** What stands where such a box would, of the same size, for whoever can only read it. */
export const READ_BOX =
  'w-full rounded-md border border-transparent bg-transparent text-sm text-n12 focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent';

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  label: string;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong with the present text; the text itself is never changed. */
  error?: string | null;
  size?: 'medium' | 'large';
  leading?: ReactNode;
  trailing?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label, hint and error. */
export function TextInput({
  label,
  hideLabel = false,
  hint,
  error = null,
  size = 'medium',
  leading,
  trailing,
  className,
  id: givenId,
  ...rest
}: TextInputProps) {
  const generated = useId();
  const id = givenId ?? generated;
  const note = error ?? hint;
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium text-n12'}>
        {label}
      </label>
      <div className="relative flex items-center">
        {leading ? <span className="pointer-events-none absolute start-2.5 text-n10">{leading}</span> : null}
        <input
          type="text"
          {...rest}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          className={classNames(
            INPUT_BOX,
            size === 'large' ? 'h-10 px-3 text-base' : 'h-8 px-2.5',
            leading ? 'ps-8' : null,
            trailing ? 'pe-10' : null,
          )}
        />
        {trailing ? <span className="absolute end-1 flex">{trailing}</span> : null}
      </div>
      {note ? (
        <p
          id={`${id}-note`}
          role={error ? 'alert' : undefined}
          className={classNames('text-xs', error ? 'text-red-text' : 'text-n11')}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}
