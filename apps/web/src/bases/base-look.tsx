import { classNames, colorWords } from '@pyairtable/ui';
import { Check } from 'lucide-react';
import { BASE_COLORS, baseColor, baseColorStyle } from './base-colors';

/** The icons offered for a base. */
export const BASE_ICONS = ['📋', '🎬', '🚀', '📦', '🧪', '💼', '📚', '🌱', '🎨', '🛠️', '🗓️', '🏠'] as const;

/** Chooses a base's colour and icon. */
export function BaseLook({
  color,
  icon,
  onColor,
  onIcon,
}: {
  color: string;
  icon: string;
  onColor: (color: string) => void;
  onIcon: (icon: string) => void;
}) {
  const chosen = baseColor(color);
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Colour</legend>
        <div className="flex flex-wrap gap-2">
          {BASE_COLORS.map((name) => (
            <button
              key={name}
              type="button"
              aria-label={colorWords(name)}
              aria-pressed={name === chosen}
              onClick={() => onColor(name)}
              className="flex size-7 items-center justify-center rounded-full"
              style={baseColorStyle(name)}
            >
              {name === chosen ? <Check size={14} strokeWidth={3} aria-hidden="true" /> : null}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Icon</legend>
        <div className="flex flex-wrap gap-1">
          {BASE_ICONS.map((one) => (
            <button
              key={one}
              type="button"
              aria-label={`Icon ${one}`}
              aria-pressed={one === icon}
              onClick={() => onIcon(one)}
              className={classNames(
                'flex size-8 items-center justify-center rounded-md text-base',
                one === icon ? 'bg-accent-soft outline-2 outline-accent' : 'hover:bg-n4',
              )}
            >
              {one}
            </button>
          ))}
        </div>
      </fieldset>
    </>
  );
}
