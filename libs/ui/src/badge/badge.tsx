import type { ReactNode } from 'react';
import { classNames } from '../class-names';

const TONES = {
  neutral: 'bg-n4 text-n11',
  accent: 'bg-accent-soft text-accent-text',
  green: 'bg-green-soft text-green-text',
  amber: 'bg-amber-soft text-amber-text',
  red: 'bg-red-soft text-red-text',
} as const;

/** A small note of state or count beside something. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: keyof typeof TONES;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap tabular-nums',
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
