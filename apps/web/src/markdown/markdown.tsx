import { classNames } from '@pyairtable/ui';
import type { ReactNode } from 'react';
import { type Inline, inlines, type Mark } from './inlines';
import { type Line, lines } from './lines';

const MARK_CLASS: Readonly<Record<Mark, string>> = {
  strong: 'font-semibold',
  em: 'italic',
  strike: 'line-through',
  code: 'rounded bg-n4 px-1 font-mono text-[0.9em]',
};

const runNode = ({ text, marks, href }: Inline, at: number): ReactNode => {
  const className = classNames(...marks.map((mark) => MARK_CLASS[mark]));
  if (href === undefined)
    return (
      <span key={at} className={className}>
        {text}
      </span>
    );
  return (
    <a
      key={at}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={classNames(className, 'text-accent-text underline underline-offset-2')}
    >
      {text}
    </a>
  );
};

const HEADING_CLASS = ['text-lg', 'text-base', 'text-sm'];
const INDENT = ['ps-0', 'ps-4', 'ps-8', 'ps-12', 'ps-16'];

const BEFORE: Partial<Record<Line['kind'], (line: Line) => string>> = {
  bullet: () => '•',
  number: ({ marker }) => marker ?? '',
  task: ({ done }) => (done ? '☑' : '☐'),
};

function LineNode({ line }: { line: Line }) {
  const { kind, text, level } = line;
  const content = inlines(text).map(runNode);
  if (kind === 'rule') return <hr className="my-2 border-n6" />;
  if (kind === 'code')
    return <pre className="bg-n3 px-2 font-mono text-xs whitespace-pre-wrap">{text || ' '}</pre>;
  if (kind === 'heading')
    return (
      <p
        role="heading"
        aria-level={Math.min(6, level + 2)}
        className={classNames('mt-2 font-semibold', HEADING_CLASS[level - 1] ?? 'text-sm')}
      >
        {content}
      </p>
    );
  if (kind === 'quote') return <p className="border-s-2 border-n6 ps-2 text-n11">{content}</p>;
  const marker = BEFORE[kind]?.(line);
  if (marker === undefined) return <p className="min-h-[1lh]">{content}</p>;
  return (
    <p className={classNames('flex gap-2', INDENT[level] ?? INDENT.at(-1) ?? '')}>
      <span className="text-n11">{marker}</span>
      <span className="min-w-0">{content}</span>
    </p>
  );
}

/** Markdown as it reads. Everything in it becomes text in elements of ours: no HTML of its own, links to web pages alone. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="text-sm break-words text-n12">
      {lines(text).map((line, at) => (
        <LineNode key={at} line={line} />
      ))}
    </div>
  );
}
