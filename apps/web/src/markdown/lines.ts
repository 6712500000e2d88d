/** What a line of Markdown is; `text` is without its marker. */
export interface Line {
  kind: 'text' | 'heading' | 'bullet' | 'number' | 'task' | 'quote' | 'code' | 'rule';
  text: string;
  /** Of a heading 1 to 6, of an entry of a list how deep it stands, from 0. */
  level: number;
  /** What stands before an entry of a numbered list. */
  marker?: string;
  done?: boolean;
}

const HEADING = /^(#{1,6})\s+(.*)$/;
const TASK = /^(\s*)[-*+]\s+\[([ xX])\]\s?(.*)$/;
const BULLET = /^(\s*)[-*+]\s+(.*)$/;
const NUMBER = /^(\s*)(\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;
const MAX_DEPTH = 8;

const depth = (indent: string) => Math.min(MAX_DEPTH, Math.floor(indent.replaceAll('\t', '    ').length / 2));

function lineOf(text: string): Line {
  const heading = HEADING.exec(text);
  if (heading) return { kind: 'heading', text: heading[2] ?? '', level: heading[1]?.length ?? 1 };
  if (/^\s*(-{3,}|\*{3,}|_{3,})\s*$/.test(text)) return { kind: 'rule', text: '', level: 0 };
  const task = TASK.exec(text);
  if (task) return { kind: 'task', text: task[3] ?? '', level: depth(task[1] ?? ''), done: task[2] !== ' ' };
  const bullet = BULLET.exec(text);
  if (bullet) return { kind: 'bullet', text: bullet[2] ?? '', level: depth(bullet[1] ?? '') };
  const number = NUMBER.exec(text);
  if (number)
    return { kind: 'number', text: number[3] ?? '', level: depth(number[1] ?? ''), marker: number[2] ?? '' };
  const quote = QUOTE.exec(text);
  if (quote) return { kind: 'quote', text: quote[1] ?? '', level: 0 };
  return { kind: 'text', text, level: 0 };
}

/** The lines of a Markdown text; those between fences of ``` are code as they stand. */
export function lines(markdown: string): Line[] {
  let fenced = false;
  return markdown.split('\n').flatMap((text): Line[] => {
    if (/^\s*```/.test(text)) {
      fenced = !fenced;
      return [];
    }
    return [fenced ? { kind: 'code', text, level: 0 } : lineOf(text)];
  });
}
