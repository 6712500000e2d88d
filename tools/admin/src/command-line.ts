import { text } from 'node:stream/consumers';
import { AdminClient, type Connection } from './admin-client';
import { AdminError } from './admin-error';
import { baseExport } from './commands/base-export';
import { baseImport } from './commands/base-import';
import { tokenCreate } from './commands/token-create';
import { userCreate } from './commands/user-create';

/** What a command works with; tests give their own. */
export interface Surroundings {
  /** Finds the running system; `url` overrides its address. */
  connect(url: string | undefined): Connection;
  stdin: NodeJS.ReadableStream;
  /** Prints a result line to standard output. */
  print(line: string): void;
  /** Prints a line for the person to standard error. */
  tell(line: string): void;
}

/** What one command is given: its arguments behind the name. */
export interface CommandContext {
  args: string[];
  client(url: string | undefined): AdminClient;
  readStdin(): Promise<string>;
  print(line: string): void;
  tell(line: string): void;
}

/** One command: its words, how it is called, and what it does. */
export interface AdminCommand {
  words: string;
  usage: string;
  run(context: CommandContext): Promise<void>;
}

const COMMANDS: readonly AdminCommand[] = [userCreate, tokenCreate, baseImport, baseExport];
const HELP = `usage: npm run -s admin -- COMMAND

${COMMANDS.map(({ words, usage }) => `  ${words} ${usage}`).join('\n')}

Every command also takes --url ADDRESS (default: the system that runs on PYAIRTABLE_HOME) and --help.`;

/** Runs one admin command and answers its exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runAdmin(args: string[], around: Surroundings): Promise<number> {
  const command = COMMANDS.find(({ words }) => words === args.slice(0, 2).join(' '));
  if (args.includes('--help') || args.length === 0) {
    around.print(command ? `usage: npm run -s admin -- ${command.words} ${command.usage}` : HELP);
    return 0;
  }
  if (!command) {
    around.tell(`There is no command "${args.slice(0, 2).join(' ')}".\n\n${HELP}`);
    return 2;
  }
  try {
    await command.run({
      args: args.slice(2),
      client: (url) => new AdminClient(around.connect(url)),
      readStdin: () => text(around.stdin),
      print: around.print,
      tell: around.tell,
    });
    return 0;
  } catch (error) {
    if (isUsageError(error)) {
      around.tell(`${error.message}\nusage: npm run -s admin -- ${command.words} ${command.usage}`);
      return 2;
    }
    around.tell(error instanceof Error ? error.message : String(error));
    return error instanceof AdminError ? error.exitCode : 1;
  }
}

/** True for a fault that node's own argument parser reports, and for our own of the kind. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof AdminError) return error.exitCode === 2;
  return (
    error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  );
}
