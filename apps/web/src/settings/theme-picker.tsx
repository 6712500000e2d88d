'use client';
import { classNames } from '@pyairtable/ui';
import { Monitor, Moon, Sun } from 'lucide-react';
import { THEME_CHOICES } from '@/shell/theme-choices';
import { useThemePreference } from '@/shell/use-theme-preference';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Light, dark, or as the device has it; applies at once. */
export function ThemePicker() {
  const [theme, setTheme] = useThemePreference();
  return (
    <fieldset>
      <legend className="mb-3 text-sm text-n11">How PyAirtable looks in this browser.</legend>
      <div className="grid max-w-[480px] grid-cols-3 gap-3">
        {THEME_CHOICES.map(({ value, label }) => {
          const Icon = ICONS[value];
          return (
            <label
              key={value}
              className={classNames(
                'flex flex-col items-center gap-2 rounded-lg border p-4 text-center text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent',
                value === theme
                  ? 'border-accent bg-accent-soft text-accent-text'
                  : 'border-n6 text-n11 hover:border-n8 hover:text-n12',
              )}
            >
              <input
                type="radio"
                name="theme"
                className="sr-only"
                checked={value === theme}
                onChange={() => setTheme(value)}
              />
              <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
              {label}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
