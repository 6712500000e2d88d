'use client';
import { fieldAs } from '@pyairtable/field-types';
import { Checkbox, choiceColors } from '@pyairtable/ui';
import { Check, Circle, Flag, Heart, Star, ThumbsUp, X, type LucideIcon } from 'lucide-react';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';

const FILLED: Readonly<Record<string, LucideIcon>> = {
  star: Star,
  heart: Heart,
  thumbsUp: ThumbsUp,
  flag: Flag,
  dot: Circle,
};

function Mark({ icon }: { icon: string }) {
  const Icon = FILLED[icon];
  if (Icon) return <Icon size={10} strokeWidth={2} fill="currentColor" aria-hidden="true" />;
  const Line = icon === 'xCheckbox' ? X : Check;
  return <Line size={12} strokeWidth={3} aria-hidden="true" />;
}

/** Yes or no, by the field's icon in its colour. */
export function CheckboxInput({ field, cell, readOnly, write }: RecordInputProps) {
  const { icon, color } = fieldAs(field, 'checkbox').options;
  const [light, dark] = [choiceColors(color, 'light'), choiceColors(color, 'dark')];
  return (
    <div className="flex h-8 items-center">
      <Checkbox
        checked={cell === true}
        disabled={readOnly}
        mark={<Mark icon={icon} />}
        color={{
          background: `light-dark(${light.background}, ${dark.background})`,
          text: `light-dark(${light.text}, ${dark.text})`,
        }}
        onChange={(checked) => tellUnwritten(write({ type: 'checked', checked }))}
      >
        <span className="sr-only">{field.name}</span>
      </Checkbox>
    </div>
  );
}
