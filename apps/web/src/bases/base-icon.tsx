import { classNames } from '@pyairtable/ui';
import { baseColorStyle } from './base-colors';

const SIZES = {
  small: 'size-5 rounded-[5px] text-[11px]',
  medium: 'size-6 rounded-md text-xs',
  large: 'size-11 rounded-lg text-lg',
} as const;

/** A base's coloured square: its emoji, or the first letter of its name. Decorative, the name stands beside it. */
export function BaseIcon({
  name,
  color,
  icon,
  size = 'medium',
}: {
  name: string;
  color: string;
  icon: string;
  size?: keyof typeof SIZES;
}) {
  const drawn = /\p{Extended_Pictographic}/u.test(icon) ? icon : ([...name.trim()][0]?.toUpperCase() ?? '•');
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center font-semibold select-none',
        SIZES[size],
      )}
      style={baseColorStyle(color)}
    >
      {drawn}
    </span>
  );
}
