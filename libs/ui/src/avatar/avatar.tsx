import { classNames } from '../class-names';
import { usePersonColor } from './people-colors';
import { initials } from './person-color';

const SIZES = { small: 'size-5 text-[9px]', medium: 'size-6 text-[10px]', large: 'size-8 text-xs' } as const;

/** A person as a disc with initials. `decorative` when the name stands beside it. */
export function Avatar({
  userId,
  name,
  size = 'medium',
  decorative = false,
}: {
  userId: string;
  name: string;
  size?: keyof typeof SIZES;
  decorative?: boolean;
}) {
  const color = usePersonColor(userId);
  return (
    <span
      {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
      // Drawn, not written: what it stands in is called by its words, and nobody says initials.
      data-initials={initials(name)}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold tracking-wide text-[#ffffff] select-none before:content-[attr(data-initials)]',
        SIZES[size],
      )}
      style={{ backgroundColor: color }}
    />
  );
}
