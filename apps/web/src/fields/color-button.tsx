'use client';
import { CHOICE_COLORS, choiceColors, colorWords, Popover } from '@pyairtable/ui';

function swatch(color: string | undefined) {
  const light = choiceColors(color, 'light');
  const dark = choiceColors(color, 'dark');
  return {
    backgroundColor: `light-dark(${light.background}, ${dark.background})`,
    // The tints are nearly the paper's own colour: the hue of their text draws their edge.
    boxShadow: `inset 0 0 0 1.5px color-mix(in srgb, light-dark(${light.text}, ${dark.text}) 45%, transparent)`,
  };
}

/** Opens the colours of choices to pick one; `label` says for what. */
export function ColorButton({
  label,
  color,
  onColor,
}: {
  label: string;
  color: string | undefined;
  onColor: (color: string) => void;
}) {
  return (
    <Popover
      label={label}
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${colorWords(color)}`}
          className="flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-n4"
        >
          <span className="size-4 rounded-full" style={swatch(color)} />
        </button>
      }
    >
      <div className="grid grid-cols-10 gap-1 p-2">
        {CHOICE_COLORS.map((one) => (
          <button
            key={one}
            type="button"
            aria-label={colorWords(one)}
            title={colorWords(one)}
            aria-pressed={one === color}
            onClick={() => onColor(one)}
            className="size-6 rounded-full aria-pressed:outline-2 aria-pressed:outline-accent aria-pressed:outline-offset-1"
            style={swatch(one)}
          />
        ))}
      </div>
    </Popover>
  );
}
