'use client';
import { fieldAs } from '@pyairtable/field-types';
import { choiceColors, classNames } from '@pyairtable/ui';
import { Circle, Flag, Heart, Star, ThumbsUp } from 'lucide-react';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';

const ICONS = { star: Star, heart: Heart, thumbsUp: ThumbsUp, flag: Flag, dot: Circle } as const;

/** A row of icons; pressing the present one clears it. */
export function RatingInput({
  field,
  cell,
  readOnly,
  write,
  labelId = `label-${field.id}`,
}: Omit<RecordInputProps, 'late'> & { labelId?: string }) {
  const { max, icon, color } = fieldAs(field, 'rating').options;
  const Icon = icon in ICONS ? ICONS[icon as keyof typeof ICONS] : Star;
  const value = typeof cell === 'number' ? cell : 0;
  const tint = `light-dark(${choiceColors(color ?? 'yellowBright', 'light').background}, ${choiceColors(color ?? 'yellowBright', 'dark').background})`;
  return (
    <div role="group" aria-labelledby={labelId} className="flex h-8 items-center">
      {Array.from({ length: max }, (_, at) => {
        const filled = at < value;
        return (
          <button
            key={at}
            type="button"
            disabled={readOnly}
            aria-label={`${String(at + 1)} of ${String(max)}`}
            aria-pressed={at + 1 === value}
            onClick={() => tellUnwritten(write({ type: 'rating', rating: at + 1 === value ? 0 : at + 1 }))}
            className={classNames(
              'flex size-7 items-center justify-center rounded-md enabled:hover:bg-n4',
              filled ? '' : 'text-n8',
            )}
            style={filled ? { color: tint } : undefined}
          >
            <Icon size={18} strokeWidth={1.5} fill={filled ? 'currentColor' : 'none'} aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}
