import { parseServices, SERVICES_FILE } from '@pyairtable/nx-polyglot/services';
import { filesBelow, readText } from '../files.ts';
import { documentedCommands } from './documented-commands.ts';

export const COMMANDS_FILE = 'testing/workspace/documented-commands.json';

/** How each documented command is proved. */
export interface ProvedCommands {
  /** Run as they stand by testing/workspace, in a copy of the workspace. */
  run: string[];
  /** The same, each as another line: in the folder it is meant for, what it leaves open filled in, and of a size for tests. */
  as: Record<string, string>;
  /** The same in the workspace itself, since they need what is built there, or repeat there what Nx keeps of `npm test`. */
  here: Record<string, string>;
  /** Run until they are stopped, and the service that then answers. */
  serve: Record<string, string>;
  /** Not run, for this reason; but their script, project, target, program and files exist. */
  resolve: Record<string, string>;
  /** Run by the spec, which takes them from their document. */
  elsewhere: Record<string, string>;
}

const NONE: ProvedCommands = { run: [], as: {}, here: {}, serve: {}, resolve: {}, elsewhere: {} };

export const provedCommands = (root: string): ProvedCommands =>
  JSON.parse(readText(root, COMMANDS_FILE) ?? JSON.stringify(NONE)) as ProvedCommands;

/** Words of a command that a line leaves out, those aside that hold a size or a place to fill. */
function leftOut(command: string, line: string): string[] {
  const words = command.replace(/<[^>]*>/g, '…').split(' ');
  return words.filter((word) => !/[0-9…]/.test(word) && !line.split(' ').includes(word));
}

/** What a generator writes into a service's README: the tests of the generators run it for a service of each. */
function isGenerated(root: string): (file: string, command: string) => boolean {
  const services = parseServices(readText(root, SERVICES_FILE) ?? 'services: []');
  return (file, command) =>
    services.some((one) => file === `${one.folder}/README.md` && command === `npx nx serve ${one.name}`);
}

/**
 * Documented commands that no test proves, proofs of commands that no document has any more, lines that are another command,
 * and specs that are not there.
 */
export function provedCommandProblems(root: string): string[] {
  const { run, as, here, serve, resolve, elsewhere } = provedCommands(root);
  const proved = [...run, ...[as, here, serve, resolve, elsewhere].flatMap((ways) => Object.keys(ways))];
  const documented = documentedCommands(root);
  const generated = isGenerated(root);
  const specs = new Set(filesBelow(root, 'testing'));
  return [
    ...documented
      .filter(({ file, command }) => !proved.includes(command) && !generated(file, command))
      .map(
        ({ file, command }) =>
          `${file}: no test proves the command ${JSON.stringify(command)}; list it in ${COMMANDS_FILE}`,
      ),
    ...proved
      .filter((command) => !documented.some((one) => one.command === command))
      .map((command) => `${COMMANDS_FILE}: no document has ${JSON.stringify(command)}`),
    ...Object.entries({ ...as, ...here })
      .filter(([command, line]) => leftOut(command, line).length > 0)
      .map(
        ([command, line]) => `${COMMANDS_FILE}: ${JSON.stringify(line)} is not ${JSON.stringify(command)}`,
      ),
    ...Object.values(elsewhere)
      .filter((spec) => !specs.has(spec))
      .map((spec) => `${COMMANDS_FILE}: there is no ${spec}`),
  ];
}
