import type { ReactNode } from 'react';
import { choiceColors } from './choice-colors';

/** A choice as a coloured capsule; follows the theme by itself. */
export function Pill({ color, children }: { color?: string | undefined; children: ReactNode }) {
  const light = choiceColors(color, 'light');
  const dark = choiceColors(color, 'dark');
  return (
    <span
      className="inline-flex h-5 max-w-full items-center rounded-full px-2 text-xs font-medium"
      style={{
        backgroundColor: `light-dark(${light.background}, ${dark.background})`,
        color: `light-dark(${light.text}, ${dark.text})`,
      }}
    >
      <span className="truncate">{children}</span>
    </span>
  );
}
