import { filesBelow, readText } from '../files.ts';
import { documentedCommands } from './documented-commands.ts';

export const COMMANDS_FILE = 'testing/workspace/documented-commands.json';

/** How each documented command is proved: run for real, resolved because it is long, or run by another spec. */
export interface ProvedCommands {
  /** Run by testing/workspace in a copy of the workspace. */
  run: string[];
  /** Too long or too wide to run there: that its script, project, target, program and files exist. */
  resolve: string[];
  /** Command to the spec that takes it from its document and runs it. */
  elsewhere: Record<string, string>;
}

export const provedCommands = (root: string): ProvedCommands =>
  JSON.parse(readText(root, COMMANDS_FILE) ?? '{"run":[],"resolve":[],"elsewhere":{}}') as ProvedCommands;

/** Documented commands that no test proves, proofs of commands that no document has any more, and specs that are not there. */
export function provedCommandProblems(root: string): string[] {
  const { run, resolve, elsewhere } = provedCommands(root);
  const proved = [...run, ...resolve, ...Object.keys(elsewhere)];
  const documented = documentedCommands(root);
  const specs = new Set(filesBelow(root, 'testing'));
  return [
    ...documented
      .filter(({ command }) => !proved.includes(command))
      .map(
        ({ file, command }) =>
          `${file}: no test proves the command ${JSON.stringify(command)}; list it in ${COMMANDS_FILE}`,
      ),
    ...proved
      .filter((command) => !documented.some((one) => one.command === command))
      .map((command) => `${COMMANDS_FILE}: no document has ${JSON.stringify(command)}`),
    ...Object.values(elsewhere)
      .filter((spec) => !specs.has(spec))
      .map((spec) => `${COMMANDS_FILE}: there is no ${spec}`),
  ];
}
