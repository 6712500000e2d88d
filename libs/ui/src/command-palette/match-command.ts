const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * How well a command fits what was typed, 0 for not at all to 1. Every typed word must begin a word of the title or of
 * the keywords: letters that are merely scattered over a title find nothing.
 */
export function matchCommand(typed: string, title: string, keywords: readonly string[] = []): number {
  const wanted = words(typed);
  const own = words(title);
  const others = keywords.flatMap(words);
  const begins = (among: readonly string[], word: string) => among.some((one) => one.startsWith(word));
  if (!wanted.every((word) => begins(own, word) || begins(others, word))) return 0;
  if (own.join(' ').startsWith(wanted.join(' '))) return 1;
  return wanted.every((word) => begins(own, word)) ? 0.8 : 0.5;
}
