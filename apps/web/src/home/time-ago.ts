const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago in words, such as "2 hours ago" and "yesterday"; "just now" within a minute. */
export function timeAgo(then: number, now = Date.now()): string {
  for (const [unit, length] of STEPS) {
    const count = Math.floor((now - then) / length);
    if (count >= 1) return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-count, unit);
  }
  return 'just now';
}
