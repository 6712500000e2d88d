import { render } from '@testing-library/react';
import { inlines } from './inlines';
import { Markdown } from './markdown';
import { plainText } from './plain-text';

it.each([
  ['**Key account**\n- pays early\n  1. in *May*', 'Key account\n• pays early\n1. in May'],
  ['# Goal\n> said\n- [x] done\n- [ ] not', 'Goal\nsaid\n☑ done\n☐ not'],
  ['```\n**as it is**\n```', '**as it is**'],
  ['a snake_case_name, 2 * 3 * 4 and 5*', 'a snake_case_name, 2 * 3 * 4 and 5*'],
  ['[a page](https://ex.org/a) and <https://ex.org>', 'a page and https://ex.org'],
  ['\\*not bold\\* `**code**`', '*not bold* **code**'],
])('reads %j as %j', (markdown, plain) => expect(plainText(markdown)).toBe(plain));

it('marks what stands in pairs, in each other too', () => {
  expect(inlines('a **b *c* ~~d~~** _e_ **f')).toEqual([
    { text: 'a ', marks: [] },
    { text: 'b ', marks: ['strong'] },
    { text: 'c', marks: ['strong', 'em'] },
    { text: ' ', marks: ['strong'] },
    { text: 'd', marks: ['strong', 'strike'] },
    { text: ' ', marks: [] },
    { text: 'e', marks: ['em'] },
    { text: ' ', marks: [] },
    { text: '**', marks: [] },
    { text: 'f', marks: [] },
  ]);
});

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '<javascript:alert(1)>',
  '`<b>x</b>`',
  '```\n<iframe src="https://ex.org"></iframe>\n```',
])('shows %j as text, with nothing that runs or loads', (markdown) => {
  const { container } = render(<Markdown text={markdown} />);
  expect(container.querySelectorAll('script, img, iframe, b, a')).toHaveLength(0);
  for (const element of container.querySelectorAll('*'))
    expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([]);
});

it('opens links to web pages in a window that knows nothing of ours', () => {
  const { container } = render(<Markdown text="see [it](https://ex.org/a?b=1)" />);
  const link = container.querySelector('a');
  expect(link?.href).toBe('https://ex.org/a?b=1');
  expect(link?.rel).toContain('noopener');
});

it.each(['*', '**', '_ ', '[', '`', '[a](', '\\', '<https://', '* _', '- ', '> '])(
  'takes a text of nothing but %j',
  (part) => expect(inlines(part.repeat(50_000 / part.length)).length).toBeGreaterThan(0),
);
