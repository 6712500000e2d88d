/** Keys of a shortcut, one cap each: `keys` is separated by spaces, "Mod" becomes ⌘ or Ctrl by platform. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-n6 bg-n2 px-1 font-sans text-[11px] leading-none text-n11"
        >
          {keyCap(key)}
        </kbd>
      ))}
    </span>
  );
}

/** The text on a key's cap for this platform; servers draw the caps of a PC keyboard. */
export function keyCap(key: string): string {
  const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
  if (key === 'Mod') return apple ? '⌘' : 'Ctrl';
  if (key === 'Shift') return apple ? '⇧' : 'Shift';
  if (key === 'Alt') return apple ? '⌥' : 'Alt';
  return key;
}
