import { inlines } from './inlines';
import { lines } from './lines';

/** Longest part of a text that is read for a cell of the grid, which shows a few lines at the most. */
const MOST = 2_000;

/** Markdown as text without marks, for where nothing can be bold. */
export function plainText(markdown: string): string {
  return lines(markdown.slice(0, MOST))
    .map(({ kind, text, marker, done }) => {
      if (kind === 'code') return text;
      const plain = inlines(text)
        .map((run) => run.text)
        .join('');
      if (kind === 'bullet') return `• ${plain}`;
      if (kind === 'task') return `${done ? '☑' : '☐'} ${plain}`;
      return kind === 'number' ? `${marker ?? ''} ${plain}` : plain;
    })
    .join('\n');
}
