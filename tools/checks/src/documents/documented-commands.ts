import { filesBelow, readText } from '../files.ts';

/** A command that a document tells people to type, and the document. */
export interface DocumentedCommand {
  file: string;
  command: string;
}

const PARENTS = ['apps', 'libs', 'tools', 'testing', 'go-services', 'python-services', 'docs'];
/** Decisions are history, and generated pages say what their generator says. */
const LEFT_OUT = /^docs\/adr\/|^docs\/reference\/(?:services|formula-functions)\.md$/;
const PROGRAM = /^(?:npm|npx|node|make|go|sh|python3?|\.venv\/bin\/\S+|[A-Z][A-Z0-9_]*=\S+) \S/;

/** Commands of the README, CONTRIBUTING, guides, references and every project's README: shell blocks, and code within text. */
export function documentedCommands(root: string): DocumentedCommand[] {
  return ['README.md', 'CONTRIBUTING.md', ...PARENTS.flatMap((parent) => filesBelow(root, parent))]
    .filter((file) => file.endsWith('.md') && !LEFT_OUT.test(file))
    .flatMap((file) => commandsOf(readText(root, file) ?? '').map((command) => ({ file, command })));
}

/** The commands of one document in order; those of a block with their comments taken off and broken lines joined. */
export function commandsOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^[ \t]*```(\w*)\n([^]*?)^[ \t]*```/gm)];
  const inText = markdown.replace(/^[ \t]*```[^]*?^[ \t]*```/gm, '').matchAll(/`([^`\n]+)`/g);
  return [
    ...blocks.filter(([, language]) => language === 'sh').flatMap(([, , text]) => blockCommands(text ?? '')),
    ...[...inText].map(([, code]) => code ?? '').filter((code) => PROGRAM.test(code)),
  ];
}

function blockCommands(text: string): string[] {
  const commands: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    open += open ? `\n${line}` : line;
    const quotes = open.match(/'/g)?.length ?? 0;
    if (quotes % 2 === 1 || open.endsWith('\\')) continue;
    const command = open.replace(/\s+# .*$/, '').trim();
    if (command && !command.startsWith('#')) commands.push(command);
    open = '';
  }
  return commands;
}
